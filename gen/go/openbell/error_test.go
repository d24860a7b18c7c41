package openbell

import (
	"context"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestWhatATransportSaysIsSaidInTheWordsOfACaller(t *testing.T) {
	calls := &calls{server: "host:1", closed: make(chan struct{})}
	left, leave := context.WithCancel(t.Context())
	leave()
	for _, each := range []struct {
		ctx      context.Context
		received error
		code     codes.Code
		says     string
	}{
		{left, status.Error(codes.Canceled, "context canceled"), codes.Canceled,
			"the caller ended the call"},
		{t.Context(), status.Error(codes.Unknown, `unexpected content-type "text/html"`),
			codes.Unimplemented, "the server at host:1 does not speak openbell.v1: unexpected content"},
		{t.Context(), status.Error(codes.Internal, "unexpected HTTP status code received: 400"),
			codes.Unimplemented, "the server at host:1 does not speak openbell.v1: unexpected HTTP"},
		{t.Context(), status.Error(codes.Unavailable, "unexpected HTTP status code received: 503"),
			codes.Unavailable, "unexpected HTTP status code received: 503"},
	} {
		failed := calls.errorOf(each.ctx, each.received)
		if failed.Code != each.code || !strings.HasPrefix(failed.Message, each.says) {
			t.Errorf("%v: %v, %s", each.received, failed.Code, failed.Message)
		}
	}
}

func TestAnErrorSaysItsReasonOrElseItsCode(t *testing.T) {
	failed := clientError(codes.NotFound, "there is none")
	if text := failed.Error(); text != "there is none (NotFound)" {
		t.Error(text)
	}
	failed.ReasonName = "SESSION_NOT_FOUND"
	if text := failed.Error(); text != "there is none (SESSION_NOT_FOUND)" {
		t.Error(text)
	}
}
