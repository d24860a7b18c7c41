package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/protobuf/proto"
	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// runDrive drives a session by a bot that does what it is told.
func runDrive(
	ctx context.Context, client *openbell.Client, asked *driveAction, done *outcome,
) error {
	options := []openbell.DriveOption{done.reconnects()}
	if asked.TakeOver {
		options = append(options, openbell.WithTakeOver())
	}
	if asked.StallMs > 0 {
		options = append(options, openbell.WithStall(milliseconds(asked.StallMs)))
	}
	if asked.ReconnectAttempts > 0 {
		options = append(options, openbell.WithReconnectAttempts(asked.ReconnectAttempts))
	}
	last, err := client.Drive(ctx, asked.SessionID, func(turn *openbell.Turn) error {
		if turn.Seen == nil {
			done.Seen = append(done.Seen, fmt.Sprintf("start %d", turn.Acquired.GetBarrier()))
		} else {
			done.Seen = append(done.Seen, fmt.Sprintf("%d %d", turn.Barrier, turn.Seen.GetWokeBy()))
		}
		if len(done.Seen) > len(asked.Turns) {
			return nil
		}
		return decide(turn, asked.Turns[len(done.Seen)-1])
	}, options...)
	if err != nil || last == nil {
		return err
	}
	return done.answer(last)
}

func decide(turn *openbell.Turn, todo turnAction) error {
	time.Sleep(milliseconds(todo.PauseMs))
	if todo.Fail {
		return ownError{errors.New("the bot failed")}
	}
	for _, place := range todo.Place {
		spec := &openbellv1.OrderSpec{}
		if err := proto.Unmarshal(place.Spec, spec); err != nil {
			return err
		}
		turn.Place(place.ClientOrderID, spec)
	}
	if todo.Until != nil {
		until := &openbellv1.Until{}
		if err := proto.Unmarshal(*todo.Until, until); err != nil {
			return err
		}
		turn.Until(until)
	}
	if todo.Keep != nil {
		turn.Keep(*todo.Keep)
	}
	if todo.Stop {
		turn.Stop()
	}
	return nil
}
