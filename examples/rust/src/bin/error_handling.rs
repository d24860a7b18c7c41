//! What can go wrong, and what a program does about it: a bad request, a refusal, an answer that
//! was lost, and no server.
//!
//!     npm start
//!     cd examples/rust && cargo run --bin error_handling

use std::time::Duration;

use openbell::tonic::{Request, Response, Status};
use openbell::v1::session_spec::ModeSpec;
use openbell::v1::{
    CreateSessionRequest, DeleteSessionRequest, ErrorReason, GetSessionRequest,
    PauseSessionRequest, SessionSpec, SimulationSpec,
};
use openbell::{Client, Code, Error};

fn spec(symbol: &str, initial_capital: &str) -> SessionSpec {
    SessionSpec {
        strategy_id: "errors".into(),
        symbols: vec![symbol.into()],
        initial_capital: initial_capital.into(),
        mode_spec: Some(ModeSpec::Simulation(SimulationSpec {
            start_date: "2000-01-03".into(),
            end_date: "2020-04-17".into(),
            ..SimulationSpec::default()
        })),
        ..SessionSpec::default()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A mistake in the program is told at once.
    let address = std::env::var("OPENBELL_ADDRESS").unwrap_or("127.0.0.1:50051".into());
    let client = Client::connect(&address)?;
    let mut sessions = client.sessions();

    // A bad request: all that is wrong with it, at once.
    let bad = CreateSessionRequest {
        spec: Some(spec("SP501", "1e5")),
        ..Default::default()
    };
    let error = expect(sessions.create_session(bad).await, Code::InvalidArgument)?;
    for violation in error.violations() {
        println!(
            "{}: {}: {}",
            violation.field, violation.reason, violation.message
        );
    }

    // An answer that was lost: the same request_id gives it again, and nothing happens twice. The
    // client repeats calls so by itself; this is for a program that comes back later.
    let mut create = CreateSessionRequest {
        spec: Some(spec("SP500", "100000")),
        ..Default::default()
    };
    let mut hasty = Request::new(create.clone());
    hasty.set_timeout(Duration::from_micros(1));
    let error = expect(sessions.create_session(hasty).await, Code::DeadlineExceeded)?;
    create.request_id = error.request_id().unwrap_or_default().into();
    let first = sessions.create_session(create.clone()).await?.into_inner();
    let again = sessions.create_session(create).await?.into_inner();
    let session_id = first.session.ok_or("no session")?.session_id;
    if again
        .session
        .is_some_and(|session| session.session_id == session_id)
    {
        println!("created once");
    }

    // A refusal: its reason is for programs, its message is for people.
    let pause = PauseSessionRequest {
        session_id: session_id.clone(),
        ..Default::default()
    };
    let error = expect(
        sessions.pause_session(pause).await,
        Code::FailedPrecondition,
    )?;
    if error.reason() == ErrorReason::IllegalTransition {
        let facts = error.metadata();
        let name = error.reason_name();
        println!(
            "{name}: {}, not {}",
            facts["current_state"], facts["allowed_states"]
        );
    }
    let delete = DeleteSessionRequest {
        session_id: session_id.clone(),
        ..Default::default()
    };
    sessions.delete_session(delete).await?;

    // No server: said with the address. A server that starts again is waited for.
    let nobody = Client::connect("127.0.0.1:1")?;
    let get = nobody
        .sessions()
        .get_session(GetSessionRequest { session_id })
        .await;
    println!("{}", expect(get, Code::Unavailable)?.message());
    Ok(())
}

/// The error of a call that was to fail so; any other comes back as it is.
fn expect<T>(called: Result<Response<T>, Status>, code: Code) -> Result<Error, Error> {
    match called.map_err(Error::from) {
        Err(error) if error.code() == code => Ok(error),
        Err(error) => Err(error),
        Ok(_) => Err(Status::unknown("no error, where there was to be one").into()),
    }
}
