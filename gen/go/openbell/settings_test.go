package openbell

import (
	"math"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

func TestAClientThatIsToldNothingHasTheDefaults(t *testing.T) {
	set, err := settingsOf(nil)
	if err != nil || set != (settings{timeout: 30 * time.Second, attempts: 3}) {
		t.Errorf("%v, %v", set, err)
	}
}

func TestSettingsThatCannotBe(t *testing.T) {
	for said, option := range map[string]Option{
		"the timeout is 0s: it must be above 0":                   WithTimeout(0),
		"the timeout is -1s: it must be above 0":                  WithTimeout(-time.Second),
		"attempts is 0: it must be 1 or more":                     WithAttempts(0),
		"the token holds a character that is not printable ASCII": WithToken("two\nlines"),
	} {
		if _, err := Connect("127.0.0.1:1", option); err == nil || err.Error() != said {
			t.Errorf("%v, not: %s", err, said)
		}
	}
}

func TestLoopsThatCannotBeAreRefusedBeforeAnythingIsSent(t *testing.T) {
	client, err := Connect("127.0.0.1:1", WithAttempts(1))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	bot := func(*Turn) error { return nil }
	for said, option := range map[string]DriveOption{
		"the stall is 0s: it must be above 0":            WithStall(0),
		"the stall is -1s: it must be above 0":           WithStall(-time.Second),
		"reconnect attempts is 0: it must be 1 or more":  WithReconnectAttempts(0),
		"reconnect attempts is -1: it must be 1 or more": WithReconnectAttempts(-1),
	} {
		_, err := client.Drive(t.Context(), "ses_a", bot, option)
		if err == nil || err.Error() != said {
			t.Errorf("%v, not: %s", err, said)
		}
	}
	var errs []error
	for _, err := range client.Watch(nil, WithReconnectAttempts(0)).Items(t.Context()) {
		errs = append(errs, err)
	}
	said := "reconnect attempts is 0: it must be 1 or more"
	if len(errs) != 1 || errs[0] == nil || errs[0].Error() != said {
		t.Errorf("%v, not: %s", errs, said)
	}
}

func TestALoopThatWasOpenHasNoLimit(t *testing.T) {
	client, err := Connect("127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	policy := client.reconnectPolicy()
	policy.opened()
	lost, longest := streamEnd{err: clientError(codes.Unavailable, "lost")}, time.Duration(0)
	for range 10_000 {
		delay, err := policy.delay(lost, false)
		if err != nil || delay < 0 || delay >= 20*time.Second {
			t.Fatalf("after %d failures: %v, %v", policy.failures, delay, err)
		}
		longest = max(longest, delay)
	}
	if longest < 10*time.Second {
		t.Errorf("the longest wait is %v", longest)
	}
}

func TestWhatTheServerAsksForIsSpreadEvenly(t *testing.T) {
	after := time.Second
	limited := clientError(codes.Unavailable, "limited")
	limited.RetryAfter = &after
	shortest, longest := time.Hour, time.Duration(0)
	for range 100 {
		policy := reconnectPolicy{attempts: math.MaxInt}
		delay, err := policy.delay(streamEnd{err: limited}, false)
		if err != nil || delay < after || delay >= after+200*time.Millisecond {
			t.Fatalf("%v, %v", delay, err)
		}
		shortest, longest = min(shortest, delay), max(longest, delay)
	}
	// That all of 100 draws are in one half comes once in 2^99.
	if middle := after + 100*time.Millisecond; shortest > middle || longest < middle {
		t.Errorf("all come back between %v and %v", shortest, longest)
	}
}

func TestAWatchIsOfWhatWasAskedForThen(t *testing.T) {
	client, err := Connect("127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	request := &openbellv1.WatchSessionsRequest{
		Start: &openbellv1.WatchSessionsRequest_FromNow{FromNow: true},
	}
	asked := proto.CloneOf(request)
	watch := client.Watch(request)
	request.Start = nil
	if sent := (&feed{Watch: watch}).start(); !proto.Equal(sent, asked) {
		t.Errorf("%v, not %v", sent, asked)
	}
}

func TestItemsCarryTheirPosition(t *testing.T) {
	item, unknown := itemOf(&openbellv1.WatchSessionsResponse{
		Revision: 7, ResumeToken: "t7",
		Frame: &openbellv1.WatchSessionsResponse_Record{Record: &openbellv1.SessionRecord{Revision: 7}},
	})
	record, isRecord := item.(Record)
	if unknown != nil || !isRecord || record.Revision != 7 || item.Token() != "t7" {
		t.Errorf("%v, %v", item, unknown)
	}
	if token := (Reset{ResetCompacted}).Token(); token != "" {
		t.Errorf("a reset has the token %q", token)
	}
}
