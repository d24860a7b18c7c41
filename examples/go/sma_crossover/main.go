// One symbol, daily bars: long while the average of the last 10 closes is above that of the last
// 30, flat otherwise.
//
//	npm start
//	cd examples/go && go run ./sma_crossover
package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"os"

	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

const (
	symbol     = "SP500"
	fast, slow = 10, 30
	quantity   = "20"
)

var spec = &openbellv1.SessionSpec{
	StrategyId:     "sma-crossover",
	Symbols:        []string{symbol},
	InitialCapital: "100000",
	ModeSpec: &openbellv1.SessionSpec_Simulation{Simulation: &openbellv1.SimulationSpec{
		StartDate: "2000-01-03",
		EndDate:   "2020-04-17",
		Drive:     openbellv1.Drive_DRIVE_LOCKSTEP,
		// What is held at the end is sold at the last close, so that the result is in cash.
		FillModel: &openbellv1.FillModel{EndOfData: openbellv1.EndOfData_END_OF_DATA_CLOSE},
	}},
}

// bot counts in ticks: sums of whole numbers are the same in every language and on every machine.
type bot struct {
	increment string
	closes    []int64
	isLong    bool
}

// onSlice is called with each answer. What is decided here acts from the next bar on: at its open.
func (b *bot) onSlice(turn *openbell.Turn) error {
	for _, data := range turn.Seen.GetData() {
		for _, price := range data.GetBars().GetClose() {
			ticks, err := openbell.Ticks(price, b.increment)
			if err != nil {
				return err
			}
			b.closes = append(b.closes, ticks)
		}
	}
	if missing := slow - len(b.closes); missing > 0 {
		turn.Until(&openbellv1.Until{Slices: int32(missing)})
		return nil
	}
	// sum(fast) / fast > sum(slow) / slow, without a division.
	wantsLong := b.sum(fast)*slow > b.sum(slow)*fast
	if wantsLong == b.isLong {
		return nil
	}
	b.isLong = wantsLong
	order := &openbellv1.OrderSpec{
		Symbol: symbol,
		Side:   openbellv1.Side_SIDE_SELL,
		Type:   openbellv1.OrderType_ORDER_TYPE_MARKET,
		Size:   &openbellv1.OrderSpec_Quantity{Quantity: quantity},
	}
	if wantsLong {
		order.Side = openbellv1.Side_SIDE_BUY
	}
	// A turn that is made again after a crash must name the same order: no random ids.
	turn.Place(fmt.Sprintf("sma-%d", len(b.closes)), order)
	return nil
}

// sum is that of the last closes.
func (b *bot) sum(length int) (total int64) {
	for _, price := range b.closes[len(b.closes)-length:] {
		total += price
	}
	return total
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
	bot := &bot{increment: can.GetCapabilities().GetSymbols()[0].GetPriceIncrement()}
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
