package openbell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// guardedStream is a stream that ends when the server says nothing for too long. The time in which
// nobody waits for a message does not count.
type guardedStream struct {
	grpc.ClientStream
	calls  *calls
	ctx    context.Context
	cancel context.CancelCauseFunc
	stall  time.Duration
	timer  *time.Timer
	// isTalk: each message is an answer, so that nothing is owed until something was sent.
	isTalk bool
	owed   atomic.Int64
}

var errStalled = errors.New("the server said nothing for too long")

type stallKey struct{}

// withStall sets how long the streams of a context may say nothing.
func withStall(ctx context.Context, stall time.Duration) context.Context {
	return context.WithValue(ctx, stallKey{}, stall)
}

// stream opens a stream. It has no deadline but its context's.
func (c *calls) stream(
	ctx context.Context, desc *grpc.StreamDesc, connection *grpc.ClientConn, method string,
	open grpc.Streamer, options ...grpc.CallOption,
) (grpc.ClientStream, error) {
	if c.isClosed() {
		return nil, clientClosed()
	}
	stall, isSet := ctx.Value(stallKey{}).(time.Duration)
	if !isSet {
		stall = c.timeout
	}
	ctx, cancel := context.WithCancelCause(c.outgoing(ctx))
	s := &guardedStream{
		calls: c, ctx: ctx, cancel: cancel, stall: stall, isTalk: desc.ClientStreams,
	}
	s.timer = time.AfterFunc(stall, func() { cancel(errStalled) })
	stream, err := open(ctx, desc, connection, method, options...)
	s.timer.Stop()
	if err != nil {
		defer cancel(nil)
		return nil, s.ended(err)
	}
	s.ClientStream = stream
	return s, nil
}

func (s *guardedStream) SendMsg(message any) error {
	if s.isTalk {
		s.owed.Add(1)
		s.timer.Reset(s.stall)
	}
	return s.ended(s.ClientStream.SendMsg(message))
}

func (s *guardedStream) RecvMsg(message any) error {
	if !s.isTalk {
		s.timer.Reset(s.stall)
	}
	err := s.ClientStream.RecvMsg(message)
	s.timer.Stop()
	if err != nil {
		defer s.cancel(nil)
		return s.ended(err)
	}
	if s.isTalk && s.owed.Add(-1) > 0 {
		s.timer.Reset(s.stall)
	}
	if opened := openedOf(message); opened != nil {
		s.stall = 3 * heartbeatOf(opened)
	}
	return nil
}

// ended gives the error of a stream: the reason for which it was cut off here, or its status.
func (s *guardedStream) ended(err error) error {
	// The end of a stream is an io.EOF, also for a sender, who then asks the receiver.
	if err == nil || err == io.EOF {
		return err
	}
	if context.Cause(s.ctx) == errStalled {
		said := fmt.Sprintf("the server at %s sent nothing for %v", s.calls.server, s.stall)
		return clientError(codes.Unavailable, said)
	}
	return s.calls.errorOf(s.ctx, err)
}

func openedOf(message any) *openbellv1.Opened {
	frame, _ := message.(*openbellv1.WatchSessionsResponse)
	return frame.GetOpened()
}

func heartbeatOf(opened *openbellv1.Opened) time.Duration {
	if opened.GetHeartbeatInterval() == nil {
		return 15 * time.Second // The contract's default.
	}
	return opened.GetHeartbeatInterval().AsDuration()
}
