// Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
// they are owed, so that the inventory comes back by itself.
//
//	npx openbell data generate
//	npm start
//	cd examples/go && go run ./quote_bot
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"

	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

const (
	symbol = "SYNTH"
	// Ticks from the middle, shares in an order, most shares held or owed, shares that move a tick.
	distance, lot, most, perTick = 5, 100, 200, 100
)

var spec = &openbellv1.SessionSpec{
	StrategyId:     "quote-bot",
	Symbols:        []string{symbol},
	InitialCapital: "100000",
	ModeSpec: &openbellv1.SessionSpec_Simulation{Simulation: &openbellv1.SimulationSpec{
		StartDate: "2020-12-30",
		EndDate:   "2020-12-31",
		Drive:     openbellv1.Drive_DRIVE_LOCKSTEP,
		Data: []*openbellv1.DataSelection{
			{Kind: &openbellv1.DataSelection_Quotes{Quotes: &openbellv1.QuoteData{}}},
		},
		FillModel: &openbellv1.FillModel{EndOfData: openbellv1.EndOfData_END_OF_DATA_CLOSE},
	}},
}

// bot counts in ticks of its symbol.
type bot struct{ increment string }

func (b bot) onSlice(turn *openbell.Turn) error {
	// A quote comes every five seconds. A minute of them, or as soon as something was filled: what
	// is held has changed then, and the prices should.
	turn.Until(&openbellv1.Until{Slices: 12, OnFill: true})
	turn.IncludePositions()
	data := turn.Seen.GetData()
	if len(data) == 0 {
		return nil
	}
	middle, err := b.middleOf(data[len(data)-1].GetQuotes())
	if err != nil {
		return err
	}
	held := int64(0)
	for _, position := range turn.Seen.GetPositions() {
		if held, err = strconv.ParseInt(position.GetQuantity(), 10, 64); err != nil {
			return err
		}
	}
	centre := middle - held/perTick
	// Out with the old prices, in with the new: the commands of a turn act together.
	turn.CancelAll(symbol)
	var bid, ask error
	if held+lot <= most {
		bid = b.quote(turn, "bid", openbellv1.Side_SIDE_BUY, centre-distance)
	}
	if held-lot >= -most {
		ask = b.quote(turn, "ask", openbellv1.Side_SIDE_SELL, centre+distance)
	}
	return errors.Join(bid, ask)
}

// middleOf is the middle of the last quote in ticks, rounded down.
func (b bot) middleOf(quotes *openbellv1.QuoteColumns) (int64, error) {
	last := len(quotes.GetBid()) - 1
	bid, err := openbell.Ticks(quotes.GetBid()[last], b.increment)
	if err != nil {
		return 0, err
	}
	ask, err := openbell.Ticks(quotes.GetAsk()[last], b.increment)
	return (bid + ask) / 2, err
}

// quote places a limit order that only ever rests: where it would trade at once, it is rejected.
func (b bot) quote(turn *openbell.Turn, name string, side openbellv1.Side, limit int64) error {
	price, err := openbell.Price(limit, b.increment)
	turn.Place(fmt.Sprintf("%s-%d", name, turn.Barrier), &openbellv1.OrderSpec{
		Symbol:     symbol,
		Side:       side,
		Type:       openbellv1.OrderType_ORDER_TYPE_LIMIT,
		Size:       &openbellv1.OrderSpec_Quantity{Quantity: strconv.Itoa(lot)},
		LimitPrice: price,
		PostOnly:   true,
	})
	return err
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	client, err := openbell.Connect(cmp.Or(os.Getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051"))
	if err != nil {
		return err
	}
	defer client.Close()
	created, err := client.Sessions.CreateSession(ctx,
		&openbellv1.CreateSessionRequest{Spec: spec, Start: true})
	if err != nil {
		return err
	}
	id := created.GetSession().GetSessionId()
	can, err := client.Trading.GetSessionCapabilities(ctx,
		&openbellv1.GetSessionCapabilitiesRequest{SessionId: id})
	if err != nil {
		return err
	}
	bot := bot{increment: can.GetCapabilities().GetSymbols()[0].GetPriceIncrement()}
	if _, err := client.Drive(ctx, id, bot.onSlice); err != nil {
		return err
	}
	read, err := client.Sessions.GetSession(ctx, &openbellv1.GetSessionRequest{SessionId: id})
	if err != nil {
		return err
	}
	status := read.GetSession().GetStatus()
	fmt.Printf("%s: %d fills\n", id, status.GetMetrics().GetFills())
	fmt.Printf("net profit %s, digest %s\n",
		status.GetMetrics().GetNetProfit(), status.GetResultsDigest())
	return nil
}
