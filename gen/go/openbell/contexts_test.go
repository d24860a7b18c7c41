package openbell

import (
	"context"
	"errors"
	"testing"
	"time"

	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// foreignContext is one that package context does not know: whatever hangs on it and is not
// cancelled keeps a goroutine.
type foreignContext struct {
	context.Context
	done chan struct{}
}

func (c foreignContext) Done() <-chan struct{} { return c.done }

func newForeignContext(t *testing.T) context.Context {
	return foreignContext{t.Context(), make(chan struct{})}
}

func refuses(openbellv1.SessionService_WatchSessionsServer) error {
	return unavailable(nil)
}

func TestNothingStaysWithTheContextOfTheCaller(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, watch: refuses, run: turnsOf(1)}).start(t)
	atRest := connected(t, client)
	ctx := newForeignContext(t)
	for range 5 {
		_, _ = client.Sessions.CreateSession(ctx, &openbellv1.CreateSessionRequest{})
		stream, err := client.Sessions.WatchSessions(ctx, &openbellv1.WatchSessionsRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stream.Recv(); err == nil {
			t.Fatal("the stream was not refused")
		}
		for range client.Watch(nil, WithReconnectAttempts(1)).Items(ctx) {
		}
		_, _ = client.Drive(ctx, "ses_a", func(turn *Turn) error {
			if turn.Barrier == 1 {
				turn.Stop()
			}
			return nil
		})
	}
	settled(t, atRest)
}

func TestStreamsThatCannotBeOpenedLeaveNothingWithTheContext(t *testing.T) {
	server := &fakeServer{create: accepts, run: turnsOf(1)}
	client, _ := server.start(t)
	other, stop := server.start(t)
	stop()
	atRest := connected(t, client)
	ctx := newForeignContext(t)
	// The stubs of a client that is closed open no stream at all.
	turns := &turns{trading: other.Trading, sessionID: "ses_a", stall: time.Minute}
	for range 5 {
		if _, err := turns.send(ctx, &openbellv1.Turn{}); err == nil {
			t.Fatal("a closed client made a turn")
		}
	}
	settled(t, atRest)
}

func TestALoopEndsWithTheTimeOfItsContextAndTellsNoReconnect(t *testing.T) {
	client, _ := (&fakeServer{watch: feedOf, run: turnsOf(1)}).start(t)
	tell := WithOnReconnect(func(told Reconnect) { t.Errorf("a reconnect after %v", told.Err) })
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, drive := client.Drive(ctx, "ses_a", func(*Turn) error { return nil }, tell)
	ctx, cancel = context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	var watch error
	for _, watch = range client.Watch(nil, tell).Items(ctx) {
	}
	for _, err := range []error{drive, watch} {
		var failed *Error
		if !errors.As(err, &failed) || !errors.Is(err, context.DeadlineExceeded) ||
			failed.Message != "the caller ended it" {
			t.Errorf("it ended with %v", err)
		}
	}
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	(&reconnectPolicy{}).wait(ctx, nil, time.Hour)
}

func TestTheTimeOfADriveIsNotThatOfItsCalls(t *testing.T) {
	calls := 0
	client, _ := (&fakeServer{driver: func(ctx context.Context) {
		calls++
		deadline, isSet := ctx.Deadline()
		if left := time.Until(deadline); !isSet || left > time.Minute {
			t.Errorf("a call may take %v", left)
		}
	}}).start(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	_, err := client.Drive(ctx, "ses_a", func(turn *Turn) error {
		turn.Stop()
		return nil
	})
	if err != nil || calls != 2 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestACallMayHaveMoreTimeThanTheClientGives(t *testing.T) {
	client, _ := (&fakeServer{driver: func(ctx context.Context) {
		if deadline, isSet := ctx.Deadline(); !isSet || time.Until(deadline) < 2*time.Minute {
			t.Errorf("the call ends in %v", time.Until(deadline))
		}
	}}).start(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	_, err := client.Trading.ReleaseDriver(ctx, &openbellv1.ReleaseDriverRequest{})
	if err != nil {
		t.Error(err)
	}
}
