package openbell

import (
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Error is a call that failed. [errors.As] finds it; [errors.Is] finds [context.Canceled] in it
// when the caller's context ended, and [context.DeadlineExceeded] when the time was over.
type Error struct {
	// Code is the gRPC code.
	Code codes.Code
	// Reason says why, for programs. ERROR_REASON_UNSPECIFIED when this client does not know the
	// reason, or when there is none; see ReasonName.
	Reason openbellv1.ErrorReason
	// ReasonName is the reason as it was sent, for example "SESSION_NOT_FOUND". Empty when no
	// Openbell server wrote the status: the connection, a proxy or this client did.
	ReasonName string
	// Message is one sentence for people.
	Message string
	// Metadata has facts for programs, under the keys that the reason publishes.
	Metadata map[string]string
	// Violations are all bad fields of a request.
	Violations []Violation
	// RetryAfter is when to try again, from the answer on; nil when the server did not say.
	RetryAfter *time.Duration
	// RequestID is what a mutation carried as request_id. After UNAVAILABLE or DEADLINE_EXCEEDED the
	// mutation may have happened: the same request with this id gives its answer without doing it
	// twice.
	RequestID string

	status *status.Status
	cause  error
}

// Violation is one bad field of a request.
type Violation struct {
	// Field is its path, for example "spec.symbols[3]".
	Field string
	// Reason is a value of ErrorReason without its prefix.
	Reason string
	// Message says what is wrong and, where it is known, what would be right.
	Message string
}

// Error gives the message, and the reason or else the code.
func (e *Error) Error() string {
	if e.ReasonName != "" {
		return e.Message + " (" + e.ReasonName + ")"
	}
	return e.Message + " (" + e.Code.String() + ")"
}

// Unwrap gives the error of the context, where that is what ended the call.
func (e *Error) Unwrap() error {
	return e.cause
}

// GRPCStatus gives the status as it was received, for [status.FromError] and [status.Code].
func (e *Error) GRPCStatus() *status.Status {
	return e.status
}

// clientError is an error that this client raises itself.
func clientError(code codes.Code, message string) *Error {
	return &Error{Code: code, Message: message, status: status.New(code, message)}
}
