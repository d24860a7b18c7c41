//! The Rust client as the suite of all clients drives it: a line of JSON in, a line of JSON out.

mod bytes;
mod drive;
mod failure;
mod protocol;
mod unary;
mod values;
mod watch;

use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Duration;

use openbell::Client;
use tokio::time::timeout;

use crate::failure::{Ended, failure_of};
use crate::protocol::{Action, Outcome, Request};

// What was left is cancelled while the next line is waited for, so connections need a thread of
// their own.
#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut done = Outcome {
            scenario: request.scenario.clone(),
            ..Outcome::default()
        };
        done.error = run(request, &mut done).await.err().map(failure_of);
        let mut answers = std::io::stdout().lock();
        serde_json::to_writer(&mut answers, &done)?;
        writeln!(answers)?;
    }
    Ok(())
}

async fn run(request: Request, done: &mut Outcome) -> Result<(), Ended> {
    let client = || connect(&request);
    match &request.action {
        Action::Ticks(asked) => return values::run_ticks(asked, done),
        Action::Prices(asked) => return values::run_prices(asked, done),
        Action::FinalStates(asked) => {
            values::run_final_states(asked, done);
            return Ok(());
        }
        _ => {}
    }
    let client = client()?;
    let close_after = request.options.close_after_ms;
    let action = async move {
        match request.action {
            Action::Unary(asked) => unary::run(&client, &asked, done).await,
            Action::Watch(asked) => watch::run(&client, asked, done).await,
            Action::Drive(asked) => drive::run(&client, asked, done).await,
            _ => Ok(()),
        }
    };
    match close_after {
        None => action.await,
        Some(ms) => timeout(Duration::from_millis(ms), action)
            .await
            .unwrap_or(Err(Ended::Dropped)),
    }
}

fn connect(Request { url, options, .. }: &Request) -> Result<Client, Ended> {
    let mut builder = Client::builder(url)
        .timeout(Duration::from_millis(options.timeout_ms))
        .attempts(options.attempts);
    if let Some(token) = &options.token {
        builder = builder.token(token);
    }
    builder.connect().map_err(Ended::Usage)
}
