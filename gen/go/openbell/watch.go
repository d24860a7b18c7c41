package openbell

import (
	"context"
	"io"
	"iter"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Watch is the feed as one endless sequence over as many streams as it takes. It is for one
// goroutine at a time.
type Watch struct {
	client   *Client
	request  *openbellv1.WatchSessionsRequest
	settings watchSettings
	token    string
}

// Watch prepares to follow what happens to sessions; [Watch.Items] does it. Without a start the
// request asks for a snapshot and what follows.
func (c *Client) Watch(request *openbellv1.WatchSessionsRequest, options ...WatchOption) *Watch {
	settings := watchSettings{policy: c.reconnectPolicy(), resumeToken: request.GetResumeToken()}
	for _, option := range options {
		option.watch(&settings)
	}
	request = proto.CloneOf(request)
	if request == nil {
		request = &openbellv1.WatchSessionsRequest{}
	}
	return &Watch{client: c, request: request, settings: settings, token: settings.resumeToken}
}

// ResumeToken is the position of what was handled: an item counts as handled when the loop asks for
// the next one. A watch that starts from it goes on without loss. Empty while there is no such
// position.
func (w *Watch) ResumeToken() string {
	return w.token
}

// Items delivers every change exactly once, in order. It ends with an [*Error] that no other stream
// can mend, or when the context ends, with its error; at once where an option is out of range.
// Leaving the loop ends the stream; another loop goes on from ResumeToken.
func (w *Watch) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		if err := w.settings.policy.check(); err != nil {
			yield(nil, err)
			return
		}
		f := &feed{Watch: w, policy: w.settings.policy}
		for {
			end, wasLeft := f.stream(ctx, yield)
			if wasLeft || !f.recover(ctx, end, yield) {
				return
			}
		}
	}
}

// feed is one loop over the items of a watch.
type feed struct {
	*Watch
	policy   reconnectPolicy
	position feedPosition
	// isOpen: this stream has sent Opened.
	isOpen bool
	// isUncovered: something was delivered or may have been missed that the token does not cover.
	isUncovered bool
}

// stream is one stream, from its opening to its end. wasLeft: the consumer has left the loop.
func (f *feed) stream(
	ctx context.Context, yield func(Item, error) bool,
) (end streamEnd, wasLeft bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f.isOpen = false
	frames, err := f.client.Sessions.WatchSessions(ctx, f.start())
	if err != nil {
		return streamEnd{err: asError(err)}, false
	}
	var asked *time.Duration
	for {
		frame, err := frames.Recv()
		if err == io.EOF {
			// A feed has no end of its own.
			err = clientError(codes.Unavailable, "the server ended the feed")
		}
		if err != nil {
			return streamEnd{err: asError(err), asked: asked}, false
		}
		isCopy, missing := f.position.take(frame)
		if missing != "" {
			lost := clientError(codes.DataLoss, missing)
			return streamEnd{err: lost, asked: asked, isIncomplete: true}, false
		}
		if isCopy {
			continue
		}
		if opened := frame.GetOpened(); opened != nil {
			f.opened(opened)
		}
		if closing := frame.GetClosing(); closing != nil {
			after := closing.GetReconnectAfter().AsDuration()
			asked = &after
		}
		item, unknown := itemOf(frame)
		if unknown != nil {
			return streamEnd{err: unknown}, false
		}
		if _, isHeartbeat := item.(Heartbeat); isHeartbeat && !f.settings.heartbeats {
			item = nil
		}
		if item != nil {
			f.isUncovered = f.isUncovered || f.token == ""
			if !yield(item, nil) {
				return streamEnd{}, true
			}
		}
		f.handled(frame)
	}
}

// start is the request that goes on from what was handled.
func (f *feed) start() *openbellv1.WatchSessionsRequest {
	f.position.resume()
	request := proto.CloneOf(f.request)
	if f.token != "" {
		request.Start = &openbellv1.WatchSessionsRequest_ResumeToken{ResumeToken: f.token}
		return request
	}
	f.position.restart()
	// Once it was open, "from now" would leave out what happened in between.
	if f.policy.wasOpen || !request.GetFromNow() {
		request.Start = nil
	}
	return request
}

func (f *feed) opened(opened *openbellv1.Opened) {
	f.isOpen = true
	f.policy.opened()
	f.isUncovered = f.isUncovered || f.token == "" && !opened.GetSnapshot()
}

func (f *feed) handled(frame *openbellv1.WatchSessionsResponse) {
	if frame.GetResumeToken() == "" {
		return
	}
	f.token = frame.GetResumeToken()
	f.isUncovered = false
	if frame.GetOpened() == nil {
		f.policy.moved()
	}
}

// recover waits for the next stream, after telling a consumer that must begin anew. False: there
// is none.
func (f *feed) recover(ctx context.Context, end streamEnd, yield func(Item, error) bool) bool {
	if isOver(ctx) {
		yield(nil, endedBy(ctx))
		return false
	}
	reason, isReset := f.reset(end.err)
	var delay time.Duration
	// A token that cannot be resumed from is no fault of the connection: no wait.
	if !isReset || f.token == "" {
		var err error
		if delay, err = f.policy.delay(end, isReset); err != nil {
			yield(nil, err)
			return false
		}
	}
	if !isReset && f.isUncovered {
		reason = ResetSnapshotInterrupted
	}
	if reason != "" {
		f.token, f.isUncovered = "", false
		if !yield(Reset{reason}, nil) {
			return false
		}
	}
	f.policy.wait(ctx, end.err, delay)
	return true
}

// reset: the log was cut off behind our position, or under a snapshot that took long. A snapshot
// that is refused before it begins is neither: beginning anew would not help.
func (f *feed) reset(err *Error) (reason ResetReason, isReset bool) {
	switch reason := ResetReason(err.ReasonName); reason {
	case ResetCompacted, ResetStoreChanged, ResetStoreRestored:
		if f.token != "" || f.isOpen {
			return reason, true
		}
	}
	return "", false
}
