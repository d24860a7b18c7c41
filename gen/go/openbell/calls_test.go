package openbell

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestAttemptsOfAMutationCarryOneRequestID(t *testing.T) {
	for _, attempts := range []int{1, 3, 6} {
		var ids []string
		server := &fakeServer{create: func(request *openbellv1.CreateSessionRequest) error {
			ids = append(ids, request.GetRequestId())
			return unavailable(request)
		}}
		client, _ := server.start(t, WithAttempts(attempts))
		request := &openbellv1.CreateSessionRequest{}
		_, err := client.Sessions.CreateSession(t.Context(), request)
		var failed *Error
		if !errors.As(err, &failed) || failed.Code != codes.Unavailable {
			t.Fatalf("%d attempts: %v", attempts, err)
		}
		// gRPC stops half way into its budget of ten: a server in trouble is not pressed.
		if want := min(attempts, 5); len(ids) != want {
			t.Errorf("%d calls, not %d", len(ids), want)
		}
		for _, id := range ids {
			if id != failed.RequestID || !uuid.MatchString(id) {
				t.Errorf("the ids are %v, and the error's is %s", ids, failed.RequestID)
			}
		}
		if request.GetRequestId() != "" {
			t.Error("the caller's request was changed")
		}
	}
}

func TestARequestIDOfTheCallerIsKept(t *testing.T) {
	var id string
	client, _ := (&fakeServer{create: func(request *openbellv1.CreateSessionRequest) error {
		id = request.GetRequestId()
		return nil
	}}).start(t)
	request := &openbellv1.CreateSessionRequest{RequestId: "mine"}
	if _, err := client.Sessions.CreateSession(t.Context(), request); err != nil || id != "mine" {
		t.Errorf("%q, %v", id, err)
	}
}

func TestTheErrorHasTheRequestIDOfTheCaller(t *testing.T) {
	client, _ := (&fakeServer{create: unavailable}).start(t, WithAttempts(1))
	request := &openbellv1.CreateSessionRequest{RequestId: "mine"}
	_, err := client.Sessions.CreateSession(t.Context(), request)
	if id := asError(err).RequestID; id != "mine" {
		t.Errorf("%q, %v", id, err)
	}
}

func TestAServerIsToldWhichClientCalls(t *testing.T) {
	var agents []string
	client, _ := (&fakeServer{watch: func(stream openbellv1.SessionService_WatchSessionsServer) error {
		agents = metadata.ValueFromIncomingContext(stream.Context(), "user-agent")
		return unavailable(nil)
	}}).start(t)
	for range client.Watch(nil, WithReconnectAttempts(1)).Items(t.Context()) {
	}
	if len(agents) != 1 || !strings.HasPrefix(agents[0], "openbell-go/"+Version+" ") {
		t.Errorf("%q", agents)
	}
}

func TestNoMessageIsAnEmptyOne(t *testing.T) {
	var id string
	client, _ := (&fakeServer{create: func(request *openbellv1.CreateSessionRequest) error {
		id = request.GetRequestId()
		return nil
	}}).start(t)
	if _, err := client.Sessions.CreateSession(t.Context(), nil); err != nil || !uuid.MatchString(id) {
		t.Errorf("%q, %v", id, err)
	}
}

func TestARequestThatGetsAnIDKeepsWhatItSays(t *testing.T) {
	var sent *openbellv1.CreateSessionRequest
	client, _ := (&fakeServer{create: func(request *openbellv1.CreateSessionRequest) error {
		sent = request
		return nil
	}}).start(t)
	spec := &openbellv1.SessionSpec{DisplayName: "mine"}
	_, err := client.Sessions.CreateSession(t.Context(), &openbellv1.CreateSessionRequest{Spec: spec})
	if err != nil || sent.GetSpec().GetDisplayName() != "mine" {
		t.Errorf("%v, %v", sent, err)
	}
}

func TestWhatCannotBeSentIsNoBrokenStream(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, run: turnsOf(2)}).start(t)
	bad := "\xff" // Not UTF-8.
	_, unary := client.Sessions.CreateSession(t.Context(),
		&openbellv1.CreateSessionRequest{RequestId: bad})
	_, drive := client.Drive(t.Context(), "ses_a", func(turn *Turn) error {
		if turn.Barrier == 1 {
			turn.CancelAll(bad)
		}
		return nil
	}, WithReconnectAttempts(2))
	for _, err := range []error{unary, drive} {
		var failed *Error
		if !errors.As(err, &failed) || failed.Code != codes.InvalidArgument ||
			!strings.HasPrefix(failed.Message, "the request cannot be sent: ") {
			t.Errorf("%v", err)
		}
	}
}

func TestAClientMayBeClosedTwice(t *testing.T) {
	client, _ := (&fakeServer{}).start(t)
	if first, second := client.Close(), client.Close(); first != nil || second != nil {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestErrorsAreThoseOfGRPCAndOfContextsToo(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	client, _ := (&fakeServer{create: func(*openbellv1.CreateSessionRequest) error {
		leave()
		<-t.Context().Done()
		return nil
	}}).start(t)
	_, err := client.Sessions.CreateSession(ctx, &openbellv1.CreateSessionRequest{})
	if !errors.Is(err, context.Canceled) || status.Code(err) != codes.Canceled {
		t.Errorf("cancelled: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err = client.Sessions.CreateSession(ctx, &openbellv1.CreateSessionRequest{})
	if !errors.Is(err, context.DeadlineExceeded) || status.Code(err) != codes.DeadlineExceeded {
		t.Errorf("late: %v", err)
	}
}

func TestArgumentsAreCheckedAtOnce(t *testing.T) {
	for _, wrong := range []struct {
		address string
		option  Option
		says    string
	}{
		{"", nil, `the address "" is no host and port, for example "http://127.0.0.1:50051"`},
		{"localhost", nil, "is no host and port"},
		{"foo:bar", nil, "is no host and port"},
		{"foo:bar:1", nil, "is no host and port"},
		{"::1:50051", nil, "is no host and port"},
		{"127.0.0.1:0", nil, "is no host and port"},
		{"127.0.0.1:65536", nil, "is no host and port"},
		{"http://127.0.0.1:50051/path", nil, "is no host and port"},
		{"http://user@127.0.0.1:50051", nil, "is no host and port"},
		{"ftp://127.0.0.1:21", nil, "is no host and port"},
		{"https://127.0.0.1:50051", nil, "is https: TLS is not served yet, use http://"},
		{"HTTPS://127.0.0.1:50051", nil, "is https: TLS is not served yet, use http://"},
		{"unix:", nil, "names no file of a socket"},
		{"unix:/run/", nil, "names no file of a socket"},
		{"127.0.0.1:1", WithTimeout(0), "the timeout is 0s: it must be above 0"},
		{"127.0.0.1:1", WithAttempts(0), "attempts is 0: it must be 1 or more"},
		{"127.0.0.1:1", WithToken("a\nb"), "the token holds a character"},
		{"127.0.0.1:1", WithToken("é"), "the token holds a character"},
	} {
		options := []Option{}
		if wrong.option != nil {
			options = append(options, wrong.option)
		}
		_, err := Connect(wrong.address, options...)
		if err == nil || !strings.Contains(err.Error(), wrong.says) {
			t.Errorf("%q: %v", wrong.address, err)
		}
	}
	for address, want := range map[string]string{
		"127.0.0.1:50051":          "dns:///127.0.0.1:50051",
		"HTTP://localhost:50051/":  "dns:///localhost:50051",
		"[::1]:50051":              "dns:///[::1]:50051",
		"[fe80::1%25eth0]:50051":   "dns:///[fe80::1%25eth0]:50051",
		"unix:/run/openbell.sock":  "unix:/run/openbell.sock",
		"unix:///run/openbell/a.b": "unix:/run/openbell/a.b",
		"unix:openbell.sock":       "unix:openbell.sock",
	} {
		if target, _, err := parseAddress(address); err != nil || target != want {
			t.Errorf("%q: %q, %v", address, target, err)
		}
		if _, err := Connect(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}
