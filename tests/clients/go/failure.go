package main

import (
	"errors"

	"google.golang.org/genproto/googleapis/rpc/code"
	"openbell.dev/gen/go/openbell"
)

// ownError is one that a handler or a bot raises.
type ownError struct{ error }

// usageError is one of a wrong argument.
type usageError struct{ error }

// failureOf is an error as the protocol tells it.
func failureOf(err error) *failure {
	var own ownError
	var usage usageError
	var failed *openbell.Error
	switch {
	case errors.As(err, &own):
		return &failure{Own: own.Error()}
	case errors.As(err, &usage):
		return &failure{Usage: usage.Error()}
	case !errors.As(err, &failed):
		return &failure{Message: "not an error of the client: " + err.Error()}
	}
	told := &failure{
		Code:      code.Code(failed.Code).String(),
		Reason:    failed.ReasonName,
		Message:   failed.Message,
		Metadata:  failed.Metadata,
		RequestID: failed.RequestID,
	}
	for _, each := range failed.Violations {
		told.Violations = append(told.Violations, violation(each))
	}
	if failed.RetryAfter != nil {
		ms := float64(failed.RetryAfter.Microseconds()) / 1e3
		told.RetryAfterMs = &ms
	}
	return told
}
