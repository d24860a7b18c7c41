package openbell

import (
	"testing"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// sentBy gives the turns that a bot sends, as they arrive. The session ends with the last of count.
func sentBy(t *testing.T, count int, onSlice func(*Turn) error) []*openbellv1.Turn {
	t.Helper()
	var sent []*openbellv1.Turn
	client, _ := (&fakeServer{run: func(stream openbellv1.TradingService_RunServer) error {
		for {
			request, err := stream.Recv()
			if err != nil {
				return err
			}
			sent = append(sent, request.GetTurn())
			result := &openbellv1.TurnResult{Barrier: int64(len(sent))}
			if len(sent) == count {
				result.WokeBy = openbellv1.WokeBy_WOKE_BY_END_OF_DATA
			}
			if err := stream.Send(&openbellv1.RunResponse{Result: result}); err != nil {
				return err
			}
		}
	}}).start(t)
	if _, err := client.Drive(t.Context(), "ses_a", onSlice); err != nil {
		t.Fatal(err)
	}
	return sent
}

// isTurn compares a turn with what it should be, in the text form of protobuf.
func isTurn(t *testing.T, sent *openbellv1.Turn, want string) {
	t.Helper()
	expected := &openbellv1.Turn{}
	if err := prototext.Unmarshal([]byte(want), expected); err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(sent, expected) {
		t.Errorf("the turn was %v, not %v", sent, expected)
	}
}

func TestATurnGoesOutAsItWasDecidedAndInThatOrder(t *testing.T) {
	sent := sentBy(t, 3, func(turn *Turn) error {
		switch turn.Barrier {
		case 0:
			turn.Place("a", &openbellv1.OrderSpec{Symbol: "SP500"})
			turn.Replace(&openbellv1.ReplaceOrder{Order: ByOrderID("ord_1")})
			turn.Cancel(ByClientOrderID("b"))
			turn.CancelAll("EURUSD")
			turn.Until(&openbellv1.Until{Slices: 7})
			turn.Keep([]byte("state"))
			turn.IncludeAccount()
		case 1:
			turn.CancelAll("")
			turn.Keep(nil) // What was kept is to go; without the call it would stay.
			turn.IncludePositions()
		}
		return nil
	})
	isTurn(t, sent[0], `
		commands { place { client_order_id: "a" spec { symbol: "SP500" } } }
		commands { replace { order { order_id: "ord_1" } } }
		commands { cancel { order { client_order_id: "b" } } }
		commands { cancel_all { symbol: "EURUSD" } }
		until { slices: 7 }
		bot_state: "state"
		include_account: true`)
	isTurn(t, sent[1], `
		expected_barrier: 1
		commands { cancel_all {} }
		bot_state: ""
		include_positions: true`)
	isTurn(t, sent[2], `expected_barrier: 2`)
}

func TestWhatABotUsesAgainIsNotChangedInTheTurn(t *testing.T) {
	spec := &openbellv1.OrderSpec{}
	order := ByClientOrderID("")
	replace := &openbellv1.ReplaceOrder{Order: ByOrderID("")}
	until := &openbellv1.Until{Slices: 1}
	state := []byte("1")
	sent := sentBy(t, 1, func(turn *Turn) error {
		for _, name := range []string{"a", "b"} {
			spec.Symbol = name
			turn.Place(name, spec)
			replace.Order.Key = &openbellv1.OrderKey_OrderId{OrderId: name}
			turn.Replace(replace)
			order.Key = &openbellv1.OrderKey_ClientOrderId{ClientOrderId: name}
			turn.Cancel(order)
		}
		turn.Until(until)
		turn.Keep(state)
		until.Slices, state[0] = 2, '2'
		return nil
	})
	isTurn(t, sent[0], `
		commands { place { client_order_id: "a" spec { symbol: "a" } } }
		commands { replace { order { order_id: "a" } } }
		commands { cancel { order { client_order_id: "a" } } }
		commands { place { client_order_id: "b" spec { symbol: "b" } } }
		commands { replace { order { order_id: "b" } } }
		commands { cancel { order { client_order_id: "b" } } }
		until { slices: 1 }
		bot_state: "1"`)
}

func TestATurnThatWasSentTakesNothingMore(t *testing.T) {
	var first *Turn
	sentBy(t, 2, func(turn *Turn) error {
		if first == nil {
			first = turn
			return nil
		}
		defer func() {
			if recover() == nil {
				t.Error("what was said too late was lost without a word")
			}
		}()
		first.CancelAll("")
		return nil
	})
}

func TestEveryTurnHasTheTokenAndWhatTheDriveBeganWith(t *testing.T) {
	sentBy(t, 2, func(turn *Turn) error {
		sent, _ := metadata.FromOutgoingContext(turn.Context())
		if tokens := sent.Get("openbell-driver-token"); len(tokens) != 1 || tokens[0] != "token" {
			t.Errorf("the tokens are %v", tokens)
		}
		if turn.Acquired.GetDriverToken() != "token" {
			t.Errorf("at %d it began with %v", turn.Barrier, turn.Acquired)
		}
		return nil
	})
}
