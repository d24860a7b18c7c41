package main

import (
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/protobuf/proto"
	"openbell.dev/gen/go/openbell"
)

// request is a line that comes in. Bytes are base64, as encoding/json has them.
type request struct {
	Scenario string `json:"scenario"`
	URL      string `json:"url"`
	Options  struct {
		Token     string  `json:"token"`
		TimeoutMs float64 `json:"timeoutMs"`
		Attempts  int     `json:"attempts"`
		// CloseAfterMs: 0 for never.
		CloseAfterMs float64 `json:"closeAfterMs"`
	} `json:"options"`
	Action struct {
		Unary       *unaryAction `json:"unary"`
		Watch       *watchAction `json:"watch"`
		Drive       *driveAction `json:"drive"`
		Ticks       []priceOf    `json:"ticks"`
		Prices      []ticksOf    `json:"prices"`
		FinalStates []int32      `json:"finalStates"`
	} `json:"action"`
}

type unaryAction struct {
	Method    string  `json:"method"`
	Request   []byte  `json:"request"`
	TimeoutMs float64 `json:"timeoutMs"`
}

type watchAction struct {
	Request           []byte  `json:"request"`
	ResumeToken       string  `json:"resumeToken"`
	Heartbeats        bool    `json:"heartbeats"`
	ReconnectAttempts int     `json:"reconnectAttempts"`
	StopAfter         int     `json:"stopAfter"`
	FailAt            int     `json:"failAt"`
	PauseMs           float64 `json:"pauseMs"`
}

type driveAction struct {
	SessionID         string       `json:"sessionId"`
	TakeOver          bool         `json:"takeOver"`
	StallMs           float64      `json:"stallMs"`
	ReconnectAttempts int          `json:"reconnectAttempts"`
	Turns             []turnAction `json:"turns"`
}

type turnAction struct {
	Place []struct {
		ClientOrderID string `json:"clientOrderId"`
		Spec          []byte `json:"spec"`
	} `json:"place"`
	Until   *[]byte `json:"until"`
	Keep    *[]byte `json:"keep"`
	Stop    bool    `json:"stop"`
	Fail    bool    `json:"fail"`
	PauseMs float64 `json:"pauseMs"`
}

type priceOf struct {
	Price     float64 `json:"price"`
	Increment string  `json:"increment"`
}

type ticksOf struct {
	Ticks     int64  `json:"ticks,string"`
	Increment string `json:"increment"`
}

// outcome is a line that goes out.
type outcome struct {
	Scenario    string      `json:"scenario"`
	Items       []any       `json:"items,omitempty"`
	Reconnects  []reconnect `json:"reconnects,omitempty"`
	ResumeToken string      `json:"resumeToken,omitempty"`
	Seen        []string    `json:"seen,omitempty"`
	Result      *[]byte     `json:"result,omitempty"`
	Values      []any       `json:"values,omitempty"`
	Error       *failure    `json:"error,omitempty"`
}

// reconnects keeps what a loop tells of its reconnects.
func (o *outcome) reconnects() openbell.ReconnectOption {
	return openbell.WithOnReconnect(func(told openbell.Reconnect) {
		o.Reconnects = append(o.Reconnects, reconnect{
			Code:     code.Code(told.Err.Code).String(),
			Failures: told.Failures,
			DelayMs:  float64(told.Delay) / float64(time.Millisecond),
		})
	})
}

type reconnect struct {
	Code     string  `json:"code"`
	Failures int     `json:"failures"`
	DelayMs  float64 `json:"delayMs"`
}

// answer tells the message that came of a call; an empty one has bytes too, though none.
func (o *outcome) answer(message proto.Message) error {
	bytes, err := proto.MarshalOptions{}.MarshalAppend([]byte{}, message)
	o.Result = &bytes
	return err
}

type failure struct {
	Code         string            `json:"code,omitempty"`
	Reason       string            `json:"reason,omitempty"`
	Message      string            `json:"message,omitempty"`
	Metadata     map[string]string `json:"metadata,omitempty"`
	Violations   []violation       `json:"violations,omitempty"`
	RetryAfterMs *float64          `json:"retryAfterMs,omitempty"`
	RequestID    string            `json:"requestId,omitempty"`
	Own          string            `json:"own,omitempty"`
	Usage        string            `json:"usage,omitempty"`
}

type violation struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}
