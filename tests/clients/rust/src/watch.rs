use std::time::Duration;

use openbell::{Client, Item, WatchOptions};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::bytes::from_base64;
use crate::failure::Ended;
use crate::protocol::{Outcome, WatchAction};

pub async fn run(client: &Client, asked: WatchAction, done: &mut Outcome) -> Result<(), Ended> {
    let options = WatchOptions {
        resume_token: asked.resume_token,
        heartbeats: asked.heartbeats,
        reconnect_attempts: asked.reconnect_attempts,
        on_reconnect: done.reconnects.keep(),
    };
    let mut watch = client.watch_with(from_base64(&asked.request)?, options);
    let ended = loop {
        let item = match watch.next().await {
            Some(Ok(item)) => item,
            Some(Err(error)) => break Err(error.into()),
            None => break Err(Ended::Adapter("the watch ended".into())),
        };
        done.items.push(told(&item));
        sleep(Duration::from_millis(asked.pause_ms)).await;
        if Some(done.items.len()) == asked.fail_at {
            break Err(Ended::Own("the handler failed".into()));
        }
        if done.items.len() == asked.stop_after {
            break Ok(());
        }
    };
    done.resume_token = watch.resume_token();
    ended
}

/// An item as the protocol tells it.
fn told(item: &Item) -> Value {
    let mut told = match item {
        Item::Snapshot(sessions, _) => {
            let ids: Vec<&str> = sessions
                .iter()
                .map(|each| each.session_id.as_str())
                .collect();
            json!({ "type": "snapshot", "sessions": ids })
        }
        Item::SnapshotEnd(count, _) => json!({ "type": "snapshotEnd", "count": count.to_string() }),
        Item::Record(record, _) => json!({ "type": "record", "sessionId": record.session_id }),
        Item::Sample(sample, _) => json!({ "type": "sample", "sessionId": sample.session_id }),
        Item::Heartbeat(_) => json!({ "type": "heartbeat" }),
        Item::Reset(reason) => json!({ "type": "reset", "reason": reason.name() }),
    };
    if let Some(position) = item.position() {
        told["revision"] = position.revision.to_string().into();
        told["resumeToken"] = position.resume_token.as_str().into();
    }
    told
}
