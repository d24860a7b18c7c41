package openbell

import (
	"context"
	"time"

	"google.golang.org/grpc/metadata"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Drive runs a bot in a session: it acquires the session, asks onSlice at each barrier, makes its
// turns over a stream, connects again, and after a crash of the server makes the turns again that
// were not on disk, without asking the bot twice: it decided on data that comes again as it was.
//
// It ends when the data or the running of the session does, or with [Turn.Stop], and gives the last
// answer; nil where there was none. An error of onSlice comes back as it is; the session then stays
// with this driver until another takes it over.
func (c *Client) Drive(
	ctx context.Context, sessionID string, onSlice func(*Turn) error, options ...DriveOption,
) (*openbellv1.TurnResult, error) {
	settings := driveSettings{policy: c.reconnectPolicy(), stall: 30 * time.Second}
	for _, option := range options {
		option.drive(&settings)
	}
	if err := settings.check(); err != nil {
		return nil, err
	}
	acquired, err := c.acquire(ctx, sessionID, settings.takeOver)
	if err != nil {
		return nil, err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "openbell-driver-token", acquired.GetDriverToken())
	turns := &turns{
		trading: c.Trading, sessionID: sessionID, stall: settings.stall, policy: settings.policy,
	}
	defer turns.hangUp()
	for turn := newTurn(ctx, acquired, nil); ; {
		if err := onSlice(turn); err != nil {
			return turn.Seen, err
		}
		turn.isMade = true
		if turn.isFinal {
			return turn.Seen, c.release(ctx, sessionID)
		}
		seen, err := turns.make(ctx, turn.draft)
		if err != nil {
			return turn.Seen, err
		}
		if isEnd(seen.GetWokeBy()) {
			return seen, nil
		}
		turn = newTurn(ctx, acquired, seen)
	}
}

func (c *Client) acquire(
	ctx context.Context, sessionID string, takeOver bool,
) (*openbellv1.AcquireDriverResponse, error) {
	// The deadline of a drive, where it has one, is not that of a call.
	ctx, cancel := context.WithTimeout(ctx, c.calls.timeout)
	defer cancel()
	return c.Trading.AcquireDriver(ctx, &openbellv1.AcquireDriverRequest{
		SessionId: sessionID, TakeOver: takeOver,
	})
}

func (c *Client) release(ctx context.Context, sessionID string) error {
	ctx, cancel := context.WithTimeout(ctx, c.calls.timeout)
	defer cancel()
	_, err := c.Trading.ReleaseDriver(ctx, &openbellv1.ReleaseDriverRequest{SessionId: sessionID})
	return err
}

func isEnd(wokeBy openbellv1.WokeBy) bool {
	return wokeBy == openbellv1.WokeBy_WOKE_BY_END_OF_DATA ||
		wokeBy == openbellv1.WokeBy_WOKE_BY_SESSION_STATE
}
