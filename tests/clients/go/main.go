// The Go client as the suite of all clients drives it: a line of JSON in, a line of JSON out.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"openbell.dev/gen/go/openbell"
)

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			fmt.Fprintf(os.Stderr, "a line that cannot be read: %v\n", err)
			os.Exit(1)
		}
		done := &outcome{Scenario: asked.Scenario}
		if err := run(context.Background(), asked, done); err != nil {
			done.Error = failureOf(err)
		}
		if err := answers.Encode(done); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func run(ctx context.Context, asked request, done *outcome) error {
	switch action := asked.Action; {
	case action.Ticks != nil:
		return runTicks(action.Ticks, done)
	case action.Prices != nil:
		return runPrices(action.Prices, done)
	case action.FinalStates != nil:
		runFinalStates(action.FinalStates, done)
		return nil
	}
	client, err := connect(asked)
	if err != nil {
		return usageError{err}
	}
	defer client.Close()
	if after := asked.Options.CloseAfterMs; after > 0 {
		closing := time.AfterFunc(milliseconds(after), func() { client.Close() })
		defer closing.Stop()
	}
	switch action := asked.Action; {
	case action.Unary != nil:
		return runUnary(ctx, client, action.Unary, done)
	case action.Watch != nil:
		return runWatch(ctx, client, action.Watch, done)
	case action.Drive != nil:
		return runDrive(ctx, client, action.Drive, done)
	}
	return fmt.Errorf("%s asks for nothing", asked.Scenario)
}

func connect(asked request) (*openbell.Client, error) {
	options := []openbell.Option{openbell.WithToken(asked.Options.Token)}
	if asked.Options.TimeoutMs > 0 {
		options = append(options, openbell.WithTimeout(milliseconds(asked.Options.TimeoutMs)))
	}
	if asked.Options.Attempts > 0 {
		options = append(options, openbell.WithAttempts(asked.Options.Attempts))
	}
	return openbell.Connect(asked.URL, options...)
}

func milliseconds(count float64) time.Duration {
	return time.Duration(count * float64(time.Millisecond))
}
