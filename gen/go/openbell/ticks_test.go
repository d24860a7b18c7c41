package openbell

import (
	"math"
	"testing"
)

func TestTicksAreExact(t *testing.T) {
	for _, each := range []struct {
		price     float64
		increment string
		ticks     int64
	}{
		{1287.83, "0.01", 128783},
		{-1287.83, "0.01", -128783},
		{0.125, "0.25", 1},   // A half is rounded away from zero,
		{-0.125, "0.25", -1}, // on both sides.
		{1.005, "0.01", 100}, // The double is 1.00499999999999989….
		{5e-324, "0.01", 0},
		{9007199254740993, "1", 9007199254740992},
		{92233720368547758, "0.01", 9223372036854775808 - 8},
		{3, "2.50", 1},
	} {
		ticks, err := Ticks(each.price, each.increment)
		if each.price == 92233720368547758 {
			// 92233720368547760 is the nearest double: one more than what 64 bits hold.
			if err == nil {
				t.Errorf("%v ticks of 0.01 fit into 64 bits: %d", each.price, ticks)
			}
			continue
		}
		if err != nil || ticks != each.ticks {
			t.Errorf("%v / %s: %d, %v", each.price, each.increment, ticks, err)
		}
	}
	for _, price := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := Ticks(price, "0.01"); err == nil {
			t.Errorf("%v has ticks", price)
		}
	}
}

func TestPricesAreWrittenAsTheContractDoes(t *testing.T) {
	for _, each := range []struct {
		ticks     int64
		increment string
		price     string
	}{
		{128783, "0.01", "1287.83"},
		{128780, "0.01", "1287.8"},
		{-5, "0.01", "-0.05"},
		{0, "0.01", "0"},
		{400, "0.01", "4"},
		{40, "10", "400"},
		{3, "0.25", "0.75"},
		{math.MaxInt64, "0.001", "9223372036854775.807"},
	} {
		if price, err := Price(each.ticks, each.increment); err != nil || price != each.price {
			t.Errorf("%d * %s: %s, %v", each.ticks, each.increment, price, err)
		}
	}
	for _, increment := range []string{"", "0", "0.00", "-1", "1e-2", ".5", "a"} {
		if _, err := Price(1, increment); err == nil {
			t.Errorf("%q is an increment", increment)
		}
	}
}
