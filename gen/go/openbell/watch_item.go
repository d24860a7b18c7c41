package openbell

import (
	"fmt"

	"google.golang.org/grpc/codes"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Item is what a watch delivers: a [Snapshot], [SnapshotEnd], [Record], [Sample], [Heartbeat] or
// [Reset].
type Item interface {
	// Token is the resume token of the item's position; empty where there is none.
	Token() string
	isItem()
}

// Position is where in the log an item is.
type Position struct {
	// Revision: everything up to it that the filter selects was delivered, with this item.
	Revision int64
	// ResumeToken is the position after this item, to be kept together with what was made of it.
	// Empty while half a snapshot was delivered: that cannot be resumed.
	ResumeToken string
}

// Token gives ResumeToken.
func (p Position) Token() string { return p.ResumeToken }

// Snapshot is a part of the snapshot: sessions as they are.
type Snapshot struct {
	Position
	Sessions []*openbellv1.Session
}

// SnapshotEnd says that the snapshot is complete.
type SnapshotEnd struct {
	Position
	SessionCount int64
}

// Record is one change of one session. Every change comes exactly once, in order.
type Record struct {
	Position
	Record *openbellv1.SessionRecord
}

// Sample is a reading. Readings may be dropped, and are not repeated after a reconnect.
type Sample struct {
	Position
	Sample *openbellv1.SessionSample
}

// Heartbeat says that nothing happened, and nothing is missing up to the position. It comes only
// with [WithHeartbeats].
type Heartbeat struct{ Position }

// Reset says: forget what is known of the sessions, a new snapshot follows.
type Reset struct{ Reason ResetReason }

// Token is empty: there is nothing to go on from.
func (Reset) Token() string { return "" }

// ResetReason says why what was known must be forgotten. Other values may come.
type ResetReason string

const (
	// ResetCompacted: the records after the token were removed.
	ResetCompacted ResetReason = "REVISION_COMPACTED"
	// ResetStoreChanged: the server has another store, with another history.
	ResetStoreChanged ResetReason = "STORE_CHANGED"
	// ResetStoreRestored: the store was restored to before the token.
	ResetStoreRestored ResetReason = "STORE_RESTORED"
	// ResetSnapshotInterrupted: the connection broke before the snapshot was whole.
	ResetSnapshotInterrupted ResetReason = "SNAPSHOT_INTERRUPTED"
)

func (Snapshot) isItem()    {}
func (SnapshotEnd) isItem() {}
func (Record) isItem()      {}
func (Sample) isItem()      {}
func (Heartbeat) isItem()   {}
func (Reset) isItem()       {}

// itemOf is the item of a frame; nil for frames that say nothing to a consumer, among them frames
// of a kind that this client does not know. An event that must be understood and is not known is
// an error.
func itemOf(response *openbellv1.WatchSessionsResponse) (Item, *Error) {
	position := Position{
		Revision: response.GetRevision(), ResumeToken: response.GetResumeToken(),
	}
	switch frame := response.GetFrame().(type) {
	case *openbellv1.WatchSessionsResponse_Snapshot:
		return Snapshot{position, frame.Snapshot.GetSessions()}, nil
	case *openbellv1.WatchSessionsResponse_SnapshotEnd:
		return SnapshotEnd{position, frame.SnapshotEnd.GetSessionCount()}, nil
	case *openbellv1.WatchSessionsResponse_Record:
		return Record{position, frame.Record}, requireKnownEvents(frame.Record)
	case *openbellv1.WatchSessionsResponse_Sample:
		return Sample{position, frame.Sample}, nil
	case *openbellv1.WatchSessionsResponse_Heartbeat:
		return Heartbeat{position}, nil
	}
	return nil, nil
}

func requireKnownEvents(record *openbellv1.SessionRecord) *Error {
	for _, event := range record.GetEvents() {
		if event.GetPayload() == nil && !event.GetMayIgnore() {
			return clientError(codes.Unimplemented, fmt.Sprintf("event %d of %s (revision %d) is of "+
				"a kind that this client does not know and must not skip: update the client",
				event.GetEventNumber(), record.GetSessionId(), record.GetRevision()))
		}
	}
	return nil
}
