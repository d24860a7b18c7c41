// Follows the feed of all sessions, a line for each item. It keeps its position in a file, so that
// it goes on where it was when it is started again: nothing is left out, over restarts of the
// server too.
//
//	npm start
//	cd examples/go && go run ./feed_watcher [FILE]
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/signal"
	"strconv"

	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	file := append(os.Args, "feed-watcher.token")[1]
	if err := run(ctx, file); err != nil && !errors.Is(err, context.Canceled) {
		log.Fatal(err)
	}
}

func run(ctx context.Context, file string) error {
	client, err := openbell.Connect(cmp.Or(os.Getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051"))
	if err != nil {
		return err
	}
	defer client.Close()
	position, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// Without a limit it goes on for ever.
	limit, _ := strconv.Atoi(os.Getenv("OPENBELL_EXAMPLE_ITEMS"))
	watch := client.Watch(&openbellv1.WatchSessionsRequest{},
		openbell.WithResumeToken(string(position)),
		openbell.WithOnReconnect(func(r openbell.Reconnect) {
			log.Printf("%v; again in %v", r.Err, r.Delay)
		}))
	for item, err := range watch.Items(ctx) {
		if err != nil {
			return err
		}
		fmt.Println(lineOf(item))
		if err := keep(file, item.Token()); err != nil {
			return err
		}
		if limit--; limit == 0 {
			return nil
		}
	}
	return nil
}

// keep keeps a position: a crash leaves the old one or the new one, and no half of either.
func keep(file, token string) error {
	// Empty while a snapshot is under way: half of one cannot be gone on from.
	if token == "" {
		return nil
	}
	if err := os.WriteFile(file+".new", []byte(token), 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func lineOf(item openbell.Item) string {
	switch item := item.(type) {
	case openbell.Snapshot:
		line := "snapshot:"
		for _, session := range item.Sessions {
			line += " " + session.GetSessionId()
		}
		return line
	case openbell.SnapshotEnd:
		return fmt.Sprintf("snapshot complete: %d sessions", item.SessionCount)
	case openbell.Record:
		state := item.Record.GetSession().GetStatus().GetState()
		return fmt.Sprintf("%d: %s %v", item.Revision, item.Record.GetSessionId(), state)
	case openbell.Reset:
		return fmt.Sprintf("forget everything (%s): a snapshot follows", item.Reason)
	}
	return fmt.Sprintf("%T", item)
}
