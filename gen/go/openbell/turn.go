package openbell

import (
	"context"
	"fmt"

	"google.golang.org/protobuf/proto"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Turn is what a bot is asked at a barrier: what it decides goes out when its function returns. It
// takes copies of messages and bytes: they are the bot's to use again.
type Turn struct {
	// Seen is the answer to the turn before; nil in the first turn.
	Seen *openbellv1.TurnResult
	// Acquired is what the drive began with: where the session was, and what the bot had kept.
	Acquired *openbellv1.AcquireDriverResponse
	// Barrier is where the session is.
	Barrier int64

	ctx     context.Context
	draft   *openbellv1.Turn
	isFinal bool
	isMade  bool
}

func newTurn(
	ctx context.Context, acquired *openbellv1.AcquireDriverResponse, seen *openbellv1.TurnResult,
) *Turn {
	t := &Turn{Seen: seen, Acquired: acquired, Barrier: acquired.GetBarrier(), ctx: ctx}
	if seen != nil {
		t.Barrier = seen.GetBarrier()
	}
	t.draft = &openbellv1.Turn{ExpectedBarrier: t.Barrier}
	return t
}

// Context is that of the drive, with the driver's token: calls that are made with it are answered
// as of the barrier.
func (t *Turn) Context() context.Context {
	return t.ctx
}

// Place places an order. An id that follows from what was seen names the same order when the turn
// is made again after a crash.
func (t *Turn) Place(clientOrderID string, spec *openbellv1.OrderSpec) {
	place := &openbellv1.PlaceOrder{ClientOrderId: clientOrderID, Spec: proto.CloneOf(spec)}
	t.command(&openbellv1.OrderCommand{Command: &openbellv1.OrderCommand_Place{Place: place}})
}

// Replace replaces quantity and prices of an open order.
func (t *Turn) Replace(replace *openbellv1.ReplaceOrder) {
	replace = proto.CloneOf(replace)
	t.command(&openbellv1.OrderCommand{Command: &openbellv1.OrderCommand_Replace{Replace: replace}})
}

// Cancel cancels what is open of an order.
func (t *Turn) Cancel(order *openbellv1.OrderKey) {
	cancel := &openbellv1.CancelOrder{Order: proto.CloneOf(order)}
	t.command(&openbellv1.OrderCommand{Command: &openbellv1.OrderCommand_Cancel{Cancel: cancel}})
}

// CancelAll cancels all open orders, or those of one symbol.
func (t *Turn) CancelAll(symbol string) {
	all := &openbellv1.CancelAllOrders{Symbol: symbol}
	t.command(&openbellv1.OrderCommand{Command: &openbellv1.OrderCommand_CancelAll{CancelAll: all}})
}

// Until says how far to go. Default: one slice.
func (t *Turn) Until(until *openbellv1.Until) {
	t.open().Until = proto.CloneOf(until)
}

// Keep keeps up to 64 KiB that the bot finds again after a crash, in Acquired.
func (t *Turn) Keep(botState []byte) {
	t.open().BotState = append([]byte{}, botState...)
}

// IncludeAccount asks for the account with the answer.
func (t *Turn) IncludeAccount() {
	t.open().IncludeAccount = true
}

// IncludePositions asks for the open positions with the answer.
func (t *Turn) IncludePositions() {
	t.open().IncludePositions = true
}

// Stop ends the drive and lets the session go. What else was decided in this turn is not sent.
func (t *Turn) Stop() {
	t.open()
	t.isFinal = true
}

func (t *Turn) command(command *openbellv1.OrderCommand) {
	t.open().Commands = append(t.draft.Commands, command)
}

// open gives what is being decided. It panics when that was sent: somebody kept the turn, and what
// is said now would be lost without a word.
func (t *Turn) open() *openbellv1.Turn {
	if t.isMade {
		panic(fmt.Sprintf("openbell: the turn at barrier %d was made before", t.Barrier))
	}
	return t.draft
}

// ByOrderID names an order as the server did.
func ByOrderID(id string) *openbellv1.OrderKey {
	return &openbellv1.OrderKey{Key: &openbellv1.OrderKey_OrderId{OrderId: id}}
}

// ByClientOrderID names an order as the bot did.
func ByClientOrderID(id string) *openbellv1.OrderKey {
	return &openbellv1.OrderKey{Key: &openbellv1.OrderKey_ClientOrderId{ClientOrderId: id}}
}
