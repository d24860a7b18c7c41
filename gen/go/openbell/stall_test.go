package openbell

import (
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// shortStall is long enough for an answer of a busy machine.
const shortStall = 500 * time.Millisecond

// openTurns opens a stream of turns that may say nothing for a short time.
func openTurns(t *testing.T, answers int) openbellv1.TradingService_RunClient {
	t.Helper()
	client, _ := (&fakeServer{run: turnsOf(answers)}).start(t)
	stream, err := client.Trading.Run(withStall(t.Context(), shortStall))
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

func TestNothingIsOwedBeforeTheFirstTurn(t *testing.T) {
	stream := openTurns(t, 1)
	// Not a wait for something: the time in which a wrong client would cut the stream off.
	time.Sleep(shortStall + shortStall/5)
	if err := stream.Send(&openbellv1.RunRequest{}); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Error(err)
	}
}

func TestEachOfTwoTurnsIsOwedAnAnswer(t *testing.T) {
	stream := openTurns(t, 1)
	for range 2 {
		if err := stream.Send(&openbellv1.RunRequest{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); asError(err).Code != codes.Unavailable {
		t.Errorf("the second answer: %v", err)
	}
}
