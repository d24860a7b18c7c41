package openbell

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strings"
)

var increments = regexp.MustCompile(`^(\d+)(?:\.(\d+))?$`)

// Ticks says how many increments a price is, rounded half away from zero. Exact: the double is
// taken for the number that it is, so nothing is rounded but the answer. A price that the server
// sent is a multiple of its symbol's increment, and comes out as that.
//
// The increment is the symbol's price_increment: a decimal above 0, for example "0.01". A price
// that is not finite, or beyond the range of int64, is an error.
//
// A bot that computes in ticks comes to the same decisions in every language and on every machine;
// one that adds up doubles does not.
func Ticks(price float64, increment string) (int64, error) {
	digits, places, err := parseIncrement(increment)
	if err != nil {
		return 0, err
	}
	exact := new(big.Rat).SetFloat64(math.Abs(price))
	if exact == nil {
		return 0, fmt.Errorf("the price %v is not finite", price)
	}
	// price / (digits / 10^places) + 1/2, rounded down.
	numerator := new(big.Int).Mul(exact.Num(), powerOfTen(places))
	denominator := new(big.Int).Mul(exact.Denom(), digits)
	numerator.Lsh(numerator, 1).Add(numerator, denominator)
	count := numerator.Quo(numerator, denominator.Lsh(denominator, 1))
	if price < 0 {
		count.Neg(count)
	}
	if !count.IsInt64() {
		return 0, fmt.Errorf("the price %v has too many ticks of %s: %v", price, increment, count)
	}
	return count.Int64(), nil
}

// Price is the price of so many increments, as the contract writes decimals: without zeros at the
// end. The increment is as for [Ticks].
func Price(ticks int64, increment string) (string, error) {
	digits, places, err := parseIncrement(increment)
	if err != nil {
		return "", err
	}
	value := digits.Mul(digits, big.NewInt(ticks))
	text := new(big.Rat).SetFrac(value, powerOfTen(places)).FloatString(places)
	if places > 0 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, nil
}

// parseIncrement reads "0.25" as 25 with two places.
func parseIncrement(increment string) (digits *big.Int, places int, err error) {
	parts := increments.FindStringSubmatch(increment)
	if parts == nil || strings.Trim(increment, "0.") == "" {
		return nil, 0, fmt.Errorf("the increment %q is no decimal above 0, for example \"0.01\"",
			increment)
	}
	digits, _ = new(big.Int).SetString(parts[1]+parts[2], 10)
	return digits, len(parts[2]), nil
}

func powerOfTen(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}
