package openbell

import (
	"context"
	"crypto/rand"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// calls is how every call of a client is made.
type calls struct {
	// server is what messages call it.
	server string
	settings
	// closed is closed with the client.
	closed chan struct{}
}

func (c *calls) isClosed() bool {
	select {
	case <-c.closed:
		return true
	default:
		return false
	}
}

// unary makes a unary call: all its attempts are within.
func (c *calls) unary(
	ctx context.Context, method string, request, answer any,
	connection *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption,
) error {
	if _, hasDeadline := ctx.Deadline(); !hasDeadline {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.timeout)
		defer cancel()
	}
	if c.isClosed() {
		return clientClosed()
	}
	request, requestID := identified(request)
	err := invoke(c.outgoing(ctx), method, request, answer, connection, options...)
	if err == nil {
		return nil
	}
	failed := c.errorOf(ctx, err)
	failed.RequestID = requestID
	return failed
}

func (c *calls) outgoing(ctx context.Context) context.Context {
	if c.token == "" {
		return ctx
	}
	return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+c.token)
}

// identified gives a request its request_id, where it has such a field, and that id. The caller's
// message stays as it is: sent again by the caller, it is another request.
func identified(request any) (any, string) {
	message, isMessage := request.(proto.Message)
	if !isMessage {
		return request, ""
	}
	field := message.ProtoReflect().Descriptor().Fields().ByName("request_id")
	if field == nil {
		return request, ""
	}
	if id := message.ProtoReflect().Get(field).String(); id != "" {
		return request, id
	}
	id := newUUID()
	// Not a clone: no message stands for an empty one, and has no clone that could be written to.
	own := message.ProtoReflect().New()
	proto.Merge(own.Interface(), message)
	own.Set(field, protoreflect.ValueOfString(id))
	return own.Interface(), id
}

// newUUID gives a random UUID (RFC 9562, version 4).
func newUUID() string {
	var b [16]byte
	rand.Read(b[:]) // It does not return without having filled all of it.
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
