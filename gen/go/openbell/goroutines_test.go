package openbell

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// settled waits until there are no more goroutines than there should be.
func settled(t *testing.T, want int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > want; {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, not %d:\n%s", runtime.NumGoroutine(), want,
				stacks[:runtime.Stack(stacks, true)])
		}
		time.Sleep(time.Millisecond)
	}
}

// connected counts the goroutines of a client and a server that are at rest.
func connected(t *testing.T, client *Client) int {
	t.Helper()
	for range 3 {
		_, err := client.Sessions.CreateSession(t.Context(), &openbellv1.CreateSessionRequest{})
		if err != nil {
			t.Fatal(err)
		}
	}
	count := runtime.NumGoroutine()
	for range 100 {
		time.Sleep(time.Millisecond)
		count = min(count, runtime.NumGoroutine())
	}
	return count
}

func accepts(*openbellv1.CreateSessionRequest) error { return nil }

func TestALoopThatIsLeftLeavesNoGoroutine(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, watch: feedOf}).start(t)
	atRest := connected(t, client)
	for range 20 {
		for _, err := range client.Watch(nil).Items(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	settled(t, atRest)
}

func TestACancelledWatchEndsWithThatAndLeavesNoGoroutine(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, watch: feedOf}).start(t)
	atRest := connected(t, client)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for item, err := range client.Watch(nil).Items(ctx) {
		if last = err; item != nil {
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("the watch ended with %v", last)
	}
	settled(t, atRest)
}

func TestACancelledDriveEndsWithThatAndLeavesNoGoroutine(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, run: turnsOf(2)}).start(t)
	atRest := connected(t, client)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	last, err := client.Drive(ctx, "ses_a", func(turn *Turn) error {
		if turn.Barrier == 2 {
			time.AfterFunc(time.Millisecond, cancel) // While it waits for the third answer.
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || last.GetBarrier() != 2 {
		t.Errorf("the drive ended with %v after %v", err, last)
	}
	settled(t, atRest)
}

func TestABotThatFailsOrPanicsLeavesNoGoroutine(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, run: turnsOf(2)}).start(t)
	atRest := connected(t, client)
	own := errors.New("own")
	last, err := client.Drive(t.Context(), "ses_a", func(turn *Turn) error {
		if turn.Barrier == 1 {
			return own
		}
		return nil
	})
	if err != own || last.GetBarrier() != 1 {
		t.Errorf("the drive ended with %v after %v", err, last)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = client.Drive(t.Context(), "ses_a", func(turn *Turn) error {
			if turn.Barrier == 1 {
				panic("the bot is broken")
			}
			return nil
		})
		t.Error("the panic did not come out")
	}()
	settled(t, atRest)
}

func TestAStreamThatStallsLeavesNoGoroutine(t *testing.T) {
	client, _ := (&fakeServer{create: accepts, run: turnsOf(1)}).start(t)
	atRest := connected(t, client)
	_, err := client.Drive(t.Context(), "ses_a", func(*Turn) error { return nil },
		WithStall(20*time.Millisecond), WithReconnectAttempts(1))
	var failed *Error
	if !errors.As(err, &failed) {
		t.Errorf("the drive ended with %v", err)
	}
	settled(t, atRest)
}

func TestAClosedClientLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	client, stop := (&fakeServer{create: accepts, watch: feedOf}).start(t)
	connected(t, client)
	failed := make(chan error, 1)
	go func() {
		for item, err := range client.Watch(nil, WithReconnectAttempts(1)).Items(t.Context()) {
			if item != nil {
				client.Close()
			}
			if err != nil {
				failed <- err
			}
		}
	}()
	if err := <-failed; err == nil {
		t.Error("the watch of a closed client went on")
	}
	stop()
	settled(t, before)
}
