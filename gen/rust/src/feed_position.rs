use crate::v1::WatchSessionsResponse;
use crate::v1::watch_sessions_response::Frame;

/// What a frame is to a reader that has seen all frames before it.
pub(crate) enum Verdict {
    /// The next frame.
    Next,
    /// What was seen already; to be left out.
    Copy,
    /// Proof that something is missing: what, in a sentence.
    Gap(String),
}

/// Proves that a feed is complete, frame by frame: `frame_number` is dense within a stream,
/// `previous_revision` names the record before, also the one before a reconnect, and the end of the
/// snapshot counts what it held.
#[derive(Default)]
pub(crate) struct FeedPosition {
    frame_number: i64,
    session_count: i64,
    /// `None` until a frame told it: a token does not say it.
    last_record: Option<i64>,
}

impl FeedPosition {
    /// A new stream goes on where the last one ended.
    pub fn resume(&mut self) {
        (self.frame_number, self.session_count) = (0, 0);
    }

    /// A new stream begins from a snapshot, or from nothing: what was before does not matter.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// Judges the next frame of the stream and, unless something is missing, moves on to it.
    pub fn take(&mut self, response: &WatchSessionsResponse) -> Verdict {
        let number = response.frame_number;
        let next = self.frame_number + 1;
        if number < next {
            return Verdict::Copy;
        }
        if number != next {
            return Verdict::Gap(format!(
                "frame {next} is missing: frame {number} came instead"
            ));
        }
        if number == 1 && !matches!(response.frame, Some(Frame::Opened(_))) {
            return Verdict::Gap("the first frame does not open the feed".into());
        }
        self.frame_number = number;
        let record = match &response.frame {
            Some(Frame::Record(record)) => Some(record.revision),
            _ => None,
        };
        if record
            .zip(self.last_record)
            .is_some_and(|(record, last)| record <= last)
        {
            return Verdict::Copy;
        }
        let previous = response.previous_revision;
        let last = *self.last_record.get_or_insert(previous);
        if previous != last {
            return Verdict::Gap(format!(
                "the record before frame {number} has revision {previous}, but the last one that \
                 arrived has {last}"
            ));
        }
        self.last_record = record.or(self.last_record);
        self.count(response)
    }

    fn count(&mut self, response: &WatchSessionsResponse) -> Verdict {
        match &response.frame {
            Some(Frame::Snapshot(snapshot)) => self.session_count += snapshot.sessions.len() as i64,
            Some(Frame::SnapshotEnd(end)) if end.session_count != self.session_count => {
                let (had, of) = (self.session_count, end.session_count);
                return Verdict::Gap(format!("the snapshot had {had} of {of} sessions"));
            }
            _ => {}
        }
        Verdict::Next
    }
}
