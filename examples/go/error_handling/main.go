// What can go wrong, and what a program does about it: a bad request, a refusal, an answer that was
// lost, and no server.
//
//	npm start
//	cd examples/go && go run ./error_handling
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"google.golang.org/grpc/codes"
	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

var simulation = &openbellv1.SessionSpec_Simulation{
	Simulation: &openbellv1.SimulationSpec{StartDate: "2000-01-03", EndDate: "2020-04-17"},
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	// A mistake in the program is told at once.
	client, err := openbell.Connect(cmp.Or(os.Getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051"))
	if err != nil {
		return err
	}
	defer client.Close()
	var failed *openbell.Error

	// A bad request: all that is wrong with it, at once.
	_, err = client.Sessions.CreateSession(ctx, &openbellv1.CreateSessionRequest{
		Spec: &openbellv1.SessionSpec{
			Symbols: []string{"SP501"}, InitialCapital: "1e5", ModeSpec: simulation,
		},
	})
	if !errors.As(err, &failed) || failed.Code != codes.InvalidArgument {
		return err
	}
	for _, violation := range failed.Violations {
		fmt.Printf("%s: %s: %s\n", violation.Field, violation.Reason, violation.Message)
	}

	// An answer that was lost: the same request_id gives it again, and nothing happens twice. The
	// client repeats calls so by itself; this is for a program that comes back later.
	create := &openbellv1.CreateSessionRequest{Spec: &openbellv1.SessionSpec{
		StrategyId: "errors", Symbols: []string{"SP500"}, InitialCapital: "100000",
		ModeSpec: simulation,
	}}
	hasty, cancel := context.WithTimeout(ctx, time.Microsecond)
	defer cancel()
	_, err = client.Sessions.CreateSession(hasty, create)
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &failed) {
		return fmt.Errorf("an answer within a microsecond: %w", err)
	}
	create.RequestId = failed.RequestID
	first, err := client.Sessions.CreateSession(ctx, create)
	if err != nil {
		return err
	}
	again, err := client.Sessions.CreateSession(ctx, create)
	if err != nil {
		return err
	}
	id := first.GetSession().GetSessionId()
	if again.GetSession().GetSessionId() == id {
		fmt.Println("created once")
	}

	// A refusal: its reason is for programs, its message is for people.
	_, err = client.Sessions.PauseSession(ctx, &openbellv1.PauseSessionRequest{SessionId: id})
	if !errors.As(err, &failed) ||
		failed.Reason != openbellv1.ErrorReason_ERROR_REASON_ILLEGAL_TRANSITION {
		return err
	}
	fmt.Printf("%s: %s, not %s\n", failed.ReasonName,
		failed.Metadata["current_state"], failed.Metadata["allowed_states"])
	_, err = client.Sessions.DeleteSession(ctx, &openbellv1.DeleteSessionRequest{SessionId: id})
	if err != nil {
		return err
	}

	return noServer(ctx)
}

// noServer: said with the address. A server that starts again is waited for.
func noServer(ctx context.Context) error {
	nobody, err := openbell.Connect("127.0.0.1:1")
	if err != nil {
		return err
	}
	defer nobody.Close()
	_, err = nobody.Sessions.ListSessions(ctx, &openbellv1.ListSessionsRequest{})
	var failed *openbell.Error
	if !errors.As(err, &failed) || failed.Code != codes.Unavailable {
		return err
	}
	fmt.Println(failed.Message)
	return nil
}
