package openbell

import (
	"fmt"

	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// feedPosition proves that a feed is complete, frame by frame: frame_number is dense within a
// stream, previous_revision names the record before, also the one before a reconnect, and the end
// of the snapshot counts what it held.
type feedPosition struct {
	frameNumber  int64
	sessionCount int64
	// lastRecord is nil until a frame told it: a token does not say it.
	lastRecord *int64
}

// resume: a new stream goes on where the last one ended.
func (p *feedPosition) resume() {
	p.frameNumber, p.sessionCount = 0, 0
}

// restart: a new stream begins from a snapshot, or from nothing: what was before does not matter.
func (p *feedPosition) restart() {
	*p = feedPosition{}
}

// take judges the next frame of the stream and, unless something is missing, moves on to it.
// isCopy: it was seen already, and is to be left out.
func (p *feedPosition) take(frame *openbellv1.WatchSessionsResponse) (isCopy bool, missing string) {
	number := frame.GetFrameNumber()
	if number <= p.frameNumber {
		return true, ""
	}
	if next := p.frameNumber + 1; number != next {
		return false, fmt.Sprintf("frame %d is missing: frame %d came instead", next, number)
	}
	if number == 1 && frame.GetOpened() == nil {
		return false, "the first frame does not open the feed"
	}
	p.frameNumber = number
	record := frame.GetRecord()
	if record != nil && p.lastRecord != nil && record.GetRevision() <= *p.lastRecord {
		return true, ""
	}
	previous := frame.GetPreviousRevision()
	if p.lastRecord == nil {
		p.lastRecord = &previous
	}
	if previous != *p.lastRecord {
		return false, fmt.Sprintf("the record before frame %d has revision %d, but the last one "+
			"that arrived has %d", number, previous, *p.lastRecord)
	}
	if record != nil {
		revision := record.GetRevision()
		p.lastRecord = &revision
	}
	p.sessionCount += int64(len(frame.GetSnapshot().GetSessions()))
	if end := frame.GetSnapshotEnd(); end != nil && end.GetSessionCount() != p.sessionCount {
		return false, fmt.Sprintf("the snapshot had %d of %d sessions",
			p.sessionCount, end.GetSessionCount())
	}
	return false, ""
}
