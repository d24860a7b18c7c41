package openbell

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
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
		{"127.0.0.1:0", nil, "is no host and port"},
		{"127.0.0.1:65536", nil, "is no host and port"},
		{"http://127.0.0.1:50051/path", nil, "is no host and port"},
		{"http://user@127.0.0.1:50051", nil, "is no host and port"},
		{"ftp://127.0.0.1:21", nil, "is no host and port"},
		{"https://127.0.0.1:50051", nil, "is https: TLS is not served yet, use http://"},
		{"unix:", nil, "names no file of a socket"},
		{"unix:/run/", nil, "names no file of a socket"},
		{"127.0.0.1:1", WithTimeout(0), "the timeout is 0s: it must be above 0"},
		{"127.0.0.1:1", WithAttempts(0), "attempts is 0: it must be 1 or more"},
		{"127.0.0.1:1", WithToken("a\nb"), "the token holds a character"},
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
		"unix:/run/openbell.sock":  "unix:/run/openbell.sock",
		"unix:///run/openbell/a.b": "unix:/run/openbell/a.b",
		"unix:openbell.sock":       "unix:openbell.sock",
	} {
		if target, _, err := parseAddress(address); err != nil || target != want {
			t.Errorf("%q: %q, %v", address, target, err)
		}
	}
}
