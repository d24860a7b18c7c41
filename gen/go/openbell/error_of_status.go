package openbell

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// errorDomain is the domain of the reasons that this client knows.
const errorDomain = "openbell.dev"

// errorOf is the typed error of what a call with this context ended with.
func (c *calls) errorOf(ctx context.Context, err error) *Error {
	if typed := (*Error)(nil); errors.As(err, &typed) {
		return typed
	}
	received := status.Convert(err)
	e := &Error{Code: received.Code(), Message: received.Message(), status: received}
	e.readDetails()
	if e.ReasonName == "" {
		c.explain(ctx, e)
	}
	switch e.Code {
	case codes.Canceled:
		e.cause = context.Canceled
	case codes.DeadlineExceeded:
		e.cause = context.DeadlineExceeded
	}
	return e
}

func (e *Error) readDetails() {
	for _, detail := range e.status.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			if detail.GetDomain() == errorDomain {
				e.ReasonName, e.Metadata = detail.GetReason(), detail.GetMetadata()
				e.Reason = openbellv1.ErrorReason(
					openbellv1.ErrorReason_value["ERROR_REASON_"+e.ReasonName])
			}
		case *errdetails.BadRequest:
			for _, violation := range detail.GetFieldViolations() {
				e.Violations = append(e.Violations, Violation{
					Field:   violation.GetField(),
					Reason:  violation.GetReason(),
					Message: violation.GetDescription(),
				})
			}
		case *errdetails.RetryInfo:
			after := detail.GetRetryDelay().AsDuration()
			e.RetryAfter = &after
		}
	}
}

// What gRPC says of connections and of messages; there is no other place where it is said.
const (
	notConnected = "connection error: "
	notDialed    = "Error while dialing: "
	notHTTP2     = "http2: "
	notResolved  = "name resolver error: "
	badStatus    = "unexpected HTTP status code"
	badType      = "unexpected content-type"
	notWritten   = "grpc: error while marshaling: "
)

// dialed is what a system error begins with: the address, which is named already.
var dialed = regexp.MustCompile(`^dial \S+ \S+: `)

// explain says in the words of a caller what the transport said: no server wrote this status.
func (c *calls) explain(ctx context.Context, e *Error) {
	said := strings.TrimRight(e.Message, `"`)
	isPlain := !strings.HasPrefix(said, notConnected) && !strings.Contains(said, notResolved)
	isForeign := strings.Contains(said, badStatus) || strings.Contains(said, badType)
	switch {
	case c.isClosed():
		e.Code, e.Message = codes.Canceled, closedMessage
	case e.Code == codes.Internal && strings.HasPrefix(said, notWritten):
		// It never left: a loop that took it for a broken stream would try for ever.
		e.Code = codes.InvalidArgument
		e.Message = "the request cannot be sent: " + strings.TrimPrefix(said, notWritten)
	case e.Code == codes.Canceled && ctx.Err() == nil:
		// HTTP/2 cancels the streams of a connection that goes away.
		e.Code, e.Message = codes.Unavailable, "the connection to "+c.server+" broke: "+said
	case e.Code == codes.Canceled:
		e.Message = "the caller ended the call"
	case e.Code == codes.DeadlineExceeded:
		e.Message = "the time was over before " + c.server + " answered: " + said
	case e.Code == codes.Unimplemented, isForeign && e.Code != codes.Unavailable:
		e.Code = codes.Unimplemented
		e.Message = "the server at " + c.server + " does not speak openbell.v1: " + said
	case e.Code == codes.Unavailable && !isPlain && strings.Contains(said, notHTTP2):
		e.Message = "the server at " + c.server + " does not speak openbell.v1 over HTTP/2: " +
			said[strings.Index(said, notHTTP2):]
	case e.Code == codes.Unavailable && !isPlain:
		if _, why, wasDialing := strings.Cut(said, notDialed); wasDialing {
			said = dialed.ReplaceAllString(why, "")
		}
		e.Message = "no server answers at " + c.server + ": " + said
	}
}

const closedMessage = "the client is closed"

// clientClosed is the error of a call that begins after the client was closed: its connection may
// last a moment longer.
func clientClosed() *Error {
	e := clientError(codes.Canceled, closedMessage)
	e.cause = context.Canceled
	return e
}

// isOver says whether the caller of a loop ended its context. The other side of a stream knows the
// deadline too, and its word may arrive a moment before the context ends here.
func isOver(ctx context.Context) bool {
	if deadline, isSet := ctx.Deadline(); isSet && time.Until(deadline) <= 0 {
		<-ctx.Done()
	}
	return ctx.Err() != nil
}

// endedBy is the error of a loop whose caller ended its context.
func endedBy(ctx context.Context) *Error {
	e := clientError(status.FromContextError(ctx.Err()).Code(), "the caller ended it")
	e.cause = ctx.Err()
	return e
}

// asError is the typed error of a call of this client: its interceptors raise no other.
func asError(err error) *Error {
	if typed := (*Error)(nil); errors.As(err, &typed) {
		return typed
	}
	return clientError(status.Code(err), err.Error())
}
