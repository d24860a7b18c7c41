package main

import (
	"context"
	"errors"
	"strconv"
	"time"

	"google.golang.org/protobuf/proto"
	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// runWatch takes items from a watch. What came before an error is told too.
func runWatch(
	ctx context.Context, client *openbell.Client, asked *watchAction, done *outcome,
) error {
	message := &openbellv1.WatchSessionsRequest{}
	if err := proto.Unmarshal(asked.Request, message); err != nil {
		return err
	}
	options := []openbell.WatchOption{done.reconnects()}
	if asked.ResumeToken != "" {
		options = append(options, openbell.WithResumeToken(asked.ResumeToken))
	}
	if asked.Heartbeats {
		options = append(options, openbell.WithHeartbeats())
	}
	if asked.ReconnectAttempts > 0 {
		options = append(options, openbell.WithReconnectAttempts(asked.ReconnectAttempts))
	}
	watch := client.Watch(message, options...)
	defer func() { done.ResumeToken = watch.ResumeToken() }()
	for item, err := range watch.Items(ctx) {
		if err != nil {
			return err
		}
		done.Items = append(done.Items, told(item))
		time.Sleep(milliseconds(asked.PauseMs))
		if len(done.Items) == asked.FailAt {
			return ownError{errors.New("the handler failed")}
		}
		if len(done.Items) == asked.StopAfter {
			return nil
		}
	}
	return errors.New("the watch ended without an error")
}

func told(item openbell.Item) map[string]any {
	switch item := item.(type) {
	case openbell.Snapshot:
		ids := []string{}
		for _, session := range item.Sessions {
			ids = append(ids, session.GetSessionId())
		}
		return at(item.Position, "snapshot", "sessions", ids)
	case openbell.SnapshotEnd:
		return at(item.Position, "snapshotEnd", "count", strconv.FormatInt(item.SessionCount, 10))
	case openbell.Record:
		return at(item.Position, "record", "sessionId", item.Record.GetSessionId())
	case openbell.Sample:
		return at(item.Position, "sample", "sessionId", item.Sample.GetSessionId())
	case openbell.Heartbeat:
		return at(item.Position, "heartbeat", "isAlive", true)
	case openbell.Reset:
		return map[string]any{"type": "reset", "reason": string(item.Reason)}
	}
	return map[string]any{"type": "unknown"}
}

func at(position openbell.Position, kind, key string, value any) map[string]any {
	return map[string]any{
		"type": kind, key: value,
		"revision":    strconv.FormatInt(position.Revision, 10),
		"resumeToken": position.ResumeToken,
	}
}
