use std::thread;
use std::time::Duration;

use openbell::{Client, DriveOptions, Turn};

use crate::bytes::{decoded, from_base64, to_base64};
use crate::failure::Ended;
use crate::protocol::{DriveAction, Outcome, TurnAction};

/// Drives a session by a bot that does what it is told.
pub async fn run(client: &Client, asked: DriveAction, done: &mut Outcome) -> Result<(), Ended> {
    let mut options = DriveOptions {
        take_over: asked.take_over,
        reconnect_attempts: asked.reconnect_attempts,
        on_reconnect: done.reconnects.keep(),
        ..DriveOptions::default()
    };
    if let Some(stall) = asked.stall_ms {
        options.stall = Duration::from_millis(stall);
    }
    let mut todos = asked.turns.iter();
    let seen = &mut done.seen;
    let drive = client.drive_with(&asked.session_id, options, |turn| {
        seen.push(match turn.seen() {
            None => format!("start {}", turn.acquired().barrier),
            Some(answer) => format!("{} {}", turn.barrier(), answer.woke_by),
        });
        todos.next().map_or(Ok(()), |todo| decide(turn, todo))
    });
    done.result = drive.await?.as_ref().map(to_base64);
    Ok(())
}

fn decide(turn: &mut Turn, todo: &TurnAction) -> Result<(), Ended> {
    thread::sleep(Duration::from_millis(todo.pause_ms));
    if todo.fail {
        return Err(Ended::Own("the bot failed".into()));
    }
    for place in &todo.place {
        turn.place(&place.client_order_id, from_base64(&place.spec)?);
    }
    if let Some(until) = &todo.until {
        turn.until(from_base64(until)?);
    }
    if let Some(state) = &todo.keep {
        turn.keep(decoded(state)?);
    }
    if todo.stop {
        turn.stop();
    }
    Ok(())
}
