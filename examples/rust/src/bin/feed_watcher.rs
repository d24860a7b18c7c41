//! Follows the feed of all sessions, a line for each item. It keeps its position in a file, so that
//! it goes on where it was when it is started again: nothing is left out, over restarts of the
//! server too.
//!
//!     npm start
//!     cd examples/rust && cargo run --bin feed_watcher [FILE]

use std::fs;
use std::io;

use openbell::v1::{SessionState, WatchSessionsRequest};
use openbell::{Client, Item, WatchOptions};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::var("OPENBELL_ADDRESS").unwrap_or("127.0.0.1:50051".into());
    let client = Client::connect(&address)?;
    let file = std::env::args()
        .nth(1)
        .unwrap_or("feed-watcher.token".into());
    // Without a limit it goes on for ever.
    let limit = std::env::var("OPENBELL_EXAMPLE_ITEMS").map_or(Ok(usize::MAX), |n| n.parse())?;
    let options = WatchOptions {
        resume_token: read_position(&file)?,
        on_reconnect: Some(Box::new(|again| {
            eprintln!("{}; again in {:?}", again.error, again.delay)
        })),
        ..WatchOptions::default()
    };
    let mut watch = client.watch_with(WatchSessionsRequest::default(), options);
    for _ in 0..limit {
        let Some(item) = watch.next().await else {
            break;
        };
        let item = item?;
        println!("{}", line_of(&item));
        // Empty while a snapshot is under way: half of one cannot be gone on from.
        if let Some(position) = item.position().filter(|at| !at.resume_token.is_empty()) {
            keep_position(&file, &position.resume_token)?;
        }
    }
    Ok(())
}

fn read_position(file: &str) -> io::Result<String> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

/// A crash leaves the old position or the new one, and no half of either.
fn keep_position(file: &str, resume_token: &str) -> io::Result<()> {
    let new = format!("{file}.new");
    fs::write(&new, resume_token)?;
    fs::rename(new, file)
}

fn line_of(item: &Item) -> String {
    match item {
        Item::Snapshot(sessions, _) => {
            let ids: Vec<&str> = sessions
                .iter()
                .map(|each| each.session_id.as_str())
                .collect();
            format!("snapshot: {}", ids.join(" "))
        }
        Item::SnapshotEnd(count, _) => format!("snapshot complete: {count} sessions"),
        Item::Record(record, position) => {
            let status = record
                .session
                .as_ref()
                .and_then(|session| session.status.as_ref());
            let state = status.map_or(SessionState::Unspecified, |status| status.state());
            format!(
                "{}: {} {}",
                position.revision,
                record.session_id,
                state.as_str_name()
            )
        }
        Item::Sample(sample, _) => format!("sample: {}", sample.session_id),
        Item::Heartbeat(_) => "nothing new".into(),
        Item::Reset(reason) => format!("forget everything ({reason}): a snapshot follows"),
    }
}
