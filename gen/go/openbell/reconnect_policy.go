package openbell

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc/codes"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Reconnect is a stream that ended, and what a loop does about it.
type Reconnect struct {
	// Err says why the stream ended.
	Err *Error
	// Failures is how many streams in a row ended without bringing anything, this one included.
	Failures int
	// Delay is how long it is until the next stream is opened.
	Delay time.Duration
}

// streamEnd is why a stream ended.
type streamEnd struct {
	err *Error
	// asked is when the server wants to be called again; nil when it did not say.
	asked *time.Duration
	// isIncomplete: what came proves that something is missing.
	isIncomplete bool
}

// reconnectPolicy says whether and when a loop opens its next stream.
type reconnectPolicy struct {
	// attempts is how many streams in a row may fail before one was open.
	attempts int
	// reconnectAttempts is how many may fail after that.
	reconnectAttempts int
	onReconnect       func(Reconnect)
	// closed is closed with the client.
	closed <-chan struct{}

	wasOpen    bool
	failures   int
	incomplete int
}

const (
	firstBackoff = 200 * time.Millisecond
	maxBackoff   = 20 * time.Second
	// integrityAttempts: frames that go missing at the same place so often are not an accident of
	// the connection.
	integrityAttempts = 3
)

// check gives the sentence about a setting that cannot be.
func (p *reconnectPolicy) check() error {
	if p.reconnectAttempts < 1 {
		return fmt.Errorf("reconnect attempts is %d: it must be 1 or more", p.reconnectAttempts)
	}
	return nil
}

// opened: some stream is or has been open.
func (p *reconnectPolicy) opened() {
	p.wasOpen = true
}

// moved: something came, and whatever failed before is over.
func (p *reconnectPolicy) moved() {
	p.failures, p.incomplete = 0, 0
}

// delay is the wait before the next stream, or the error when there must be none. With isReset the
// next stream begins anew, which mends what the error says.
func (p *reconnectPolicy) delay(end streamEnd, isReset bool) (time.Duration, error) {
	p.failures++
	limit := p.attempts
	if p.wasOpen {
		limit = p.reconnectAttempts
	}
	var isHopeless bool
	if end.isIncomplete {
		p.incomplete++
		isHopeless = p.incomplete >= integrityAttempts
	} else {
		p.incomplete = 0
		isHopeless = !isReset && !p.isPassing(end.err)
	}
	wait := jittered(p.failures)
	switch {
	case isHopeless || p.failures >= limit:
		return 0, end.err
	case end.asked != nil:
		// The server spreads its callers itself when it says goodbye.
		wait = *end.asked
	case end.err.RetryAfter != nil:
		wait += *end.err.RetryAfter
	}
	return wait, nil
}

// wait tells and waits. It ends early when the context does, or the client is closed: the next
// stream then says so.
func (p *reconnectPolicy) wait(ctx context.Context, err *Error, delay time.Duration) {
	if p.onReconnect != nil {
		p.onReconnect(Reconnect{Err: err, Failures: p.failures, Delay: delay})
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	case <-p.closed:
	}
}

// isPassing: the error may be gone with the next stream.
func (p *reconnectPolicy) isPassing(err *Error) bool {
	switch {
	case err.Code == codes.Unavailable, err.Code == codes.DeadlineExceeded:
		return true
	case err.ReasonName == "":
		return isBrokenStream(err.Code)
	}
	switch err.Reason {
	case openbellv1.ErrorReason_ERROR_REASON_RATE_LIMITED,
		openbellv1.ErrorReason_ERROR_REASON_WATCHER_LIMIT_EXCEEDED:
		// A server may take a moment to notice that the stream before is gone, and still count it.
		return p.wasOpen
	}
	return false
}

// isBrokenStream: under these codes a broken stream comes back when no Openbell server wrote the
// status: resets of HTTP/2, proxies that give up, libraries that do not know better.
func isBrokenStream(code codes.Code) bool {
	switch code {
	case codes.Unknown, codes.ResourceExhausted, codes.Aborted, codes.Internal, codes.DataLoss:
		return true
	}
	return false
}

// jittered is evenly drawn between 0 and a bound that doubles with each failure, so that clients
// that failed together do not come back together.
func jittered(failures int) time.Duration {
	bound := math.Min(float64(maxBackoff), float64(firstBackoff)*math.Pow(2, float64(failures-1)))
	return time.Duration(rand.Float64() * bound)
}
