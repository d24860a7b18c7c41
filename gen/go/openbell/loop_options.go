package openbell

import (
	"fmt"
	"math"
	"time"
)

// WatchOption says how to watch.
type WatchOption interface{ watch(*watchSettings) }

// DriveOption says how to drive.
type DriveOption interface{ drive(*driveSettings) }

// ReconnectOption says how a watch or a drive goes on over broken streams.
type ReconnectOption func(*reconnectPolicy)

type watchOption func(*watchSettings)

type driveOption func(*driveSettings)

func (o ReconnectOption) watch(s *watchSettings) { o(&s.policy) }
func (o ReconnectOption) drive(s *driveSettings) { o(&s.policy) }
func (o watchOption) watch(s *watchSettings)     { o(s) }
func (o driveOption) drive(s *driveSettings)     { o(s) }

type watchSettings struct {
	policy      reconnectPolicy
	resumeToken string
	heartbeats  bool
}

type driveSettings struct {
	policy   reconnectPolicy
	takeOver bool
	stall    time.Duration
}

// check gives the sentence about a setting that cannot be.
func (s driveSettings) check() error {
	if s.stall <= 0 {
		return fmt.Errorf("the stall is %v: it must be above 0", s.stall)
	}
	return s.policy.check()
}

// WithReconnectAttempts sets how many streams in a row may end without bringing anything, once one
// was open, before the loop gives up. Default: no limit. Until one was open, the client's attempts
// hold.
func WithReconnectAttempts(attempts int) ReconnectOption {
	return func(p *reconnectPolicy) { p.reconnectAttempts = attempts }
}

// WithOnReconnect calls a function before each wait for the next stream; for logs.
func WithOnReconnect(tell func(Reconnect)) ReconnectOption {
	return func(p *reconnectPolicy) { p.onReconnect = tell }
}

// WithResumeToken goes on from a position that was kept: [Watch.ResumeToken], or that of an item.
func WithResumeToken(token string) WatchOption {
	return watchOption(func(s *watchSettings) { s.resumeToken = token })
}

// WithHeartbeats delivers heartbeats too.
func WithHeartbeats() WatchOption {
	return watchOption(func(s *watchSettings) { s.heartbeats = true })
}

// WithTakeOver takes the session from another driver, whose token is void then.
func WithTakeOver() DriveOption {
	return driveOption(func(s *driveSettings) { s.takeOver = true })
}

// WithStall sets how long the answer to a turn may take. Default: 30 seconds; the server itself
// takes 20 at most.
func WithStall(stall time.Duration) DriveOption {
	return driveOption(func(s *driveSettings) { s.stall = stall })
}

func (c *Client) reconnectPolicy() reconnectPolicy {
	return reconnectPolicy{
		attempts: c.calls.attempts, reconnectAttempts: math.MaxInt, closed: c.calls.closed,
	}
}
