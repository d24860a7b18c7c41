package main

import (
	"strconv"

	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

func runTicks(asked []priceOf, done *outcome) error {
	for _, each := range asked {
		ticks, err := openbell.Ticks(each.Price, each.Increment)
		if err != nil {
			return usageError{err}
		}
		done.Values = append(done.Values, strconv.FormatInt(ticks, 10))
	}
	return nil
}

func runPrices(asked []ticksOf, done *outcome) error {
	for _, each := range asked {
		price, err := openbell.Price(each.Ticks, each.Increment)
		if err != nil {
			return usageError{err}
		}
		done.Values = append(done.Values, price)
	}
	return nil
}

func runFinalStates(asked []int32, done *outcome) {
	for _, number := range asked {
		done.Values = append(done.Values, openbell.IsFinal(openbellv1.SessionState(number)))
	}
}
