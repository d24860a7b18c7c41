package openbell

import (
	"context"
	"io"
	"slices"
	"strconv"
	"time"

	"google.golang.org/grpc/codes"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// turns are those of one drive, over as many streams as it takes.
type turns struct {
	trading   openbellv1.TradingServiceClient
	sessionID string
	stall     time.Duration
	policy    reconnectPolicy
	// held are turns that a crash may take back, in order; the last may be without an answer.
	held   []*openbellv1.Turn
	stream openbellv1.TradingService_RunClient
	leave  context.CancelFunc
}

// hangUp lets the stream go.
func (t *turns) hangUp() {
	if t.stream != nil {
		t.leave()
		t.stream = nil
	}
}

// make makes a turn, and before it those that were lost. It gives the turn's answer.
func (t *turns) make(
	ctx context.Context, turn *openbellv1.Turn,
) (*openbellv1.TurnResult, error) {
	t.held = append(t.held, turn)
	wentBack := false
	for next := len(t.held) - 1; ; {
		asked := t.held[next]
		answer, failed := t.send(ctx, asked)
		if failed != nil {
			lost, isLost := t.lostBy(failed, asked)
			// Who goes back twice in a row contradicts itself, and might for ever, without a
			// pause.
			wentBack = isLost && !wentBack
			if wentBack {
				next = lost
			} else if err := t.reconnect(ctx, failed); err != nil {
				return nil, err
			}
			continue
		}
		wentBack = false
		t.policy.opened()
		t.policy.moved()
		if asked == turn {
			t.forget(answer.GetDurableBarrier())
			return answer, nil
		}
		next++
	}
}

// send makes one turn over the stream that there is, or a new one.
func (t *turns) send(
	ctx context.Context, turn *openbellv1.Turn,
) (*openbellv1.TurnResult, *Error) {
	if t.stream == nil {
		ctx, leave := context.WithCancel(withStall(ctx, t.stall))
		stream, err := t.trading.Run(ctx)
		if err != nil {
			leave()
			return nil, asError(err)
		}
		t.stream, t.leave = stream, leave
	}
	err := t.stream.Send(&openbellv1.RunRequest{SessionId: t.sessionID, Turn: turn})
	if err != nil && err != io.EOF {
		return nil, asError(err)
	}
	// A stream that takes nothing any more says why here.
	response, err := t.stream.Recv()
	switch {
	case err == io.EOF:
		return nil, clientError(codes.Unavailable, "the server ended the stream of turns")
	case err != nil:
		return nil, asError(err)
	case response.GetResult() == nil:
		return nil, clientError(codes.Unavailable, "the server answered a turn with nothing")
	}
	return response.GetResult(), nil
}

// lostBy is the place of the turn with which the session goes on, where it went back before the one
// asked.
func (t *turns) lostBy(err *Error, asked *openbellv1.Turn) (place int, isLost bool) {
	if err.Reason != openbellv1.ErrorReason_ERROR_REASON_BARRIER_MISMATCH {
		return 0, false
	}
	t.hangUp()
	place = slices.IndexFunc(t.held, func(held *openbellv1.Turn) bool {
		return strconv.FormatInt(held.GetExpectedBarrier(), 10) == err.Metadata["barrier"]
	})
	return place, place >= 0 && t.held[place] != asked
}

// reconnect waits for the next stream, or gives the error when there must be none.
func (t *turns) reconnect(ctx context.Context, failed *Error) error {
	t.hangUp()
	if isOver(ctx) {
		return endedBy(ctx)
	}
	end := streamEnd{err: failed}
	// The session goes on from its durable barrier, which the next turn will tell.
	isConflict := failed.Reason == openbellv1.ErrorReason_ERROR_REASON_CONFLICT
	if isConflict {
		end.asked = failed.RetryAfter
		if end.asked == nil {
			end.asked = new(time.Duration)
		}
	}
	delay, err := t.policy.delay(end, isConflict)
	if err != nil {
		return err
	}
	t.policy.wait(ctx, failed, delay)
	if isOver(ctx) {
		return endedBy(ctx)
	}
	return nil
}

// forget: a turn that begins before what is on disk can not be lost any more.
func (t *turns) forget(durable int64) {
	t.held = slices.DeleteFunc(t.held, func(held *openbellv1.Turn) bool {
		return held.GetExpectedBarrier() < durable
	})
}
