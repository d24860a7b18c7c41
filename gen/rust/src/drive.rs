use std::fmt;
use std::future::Future;
use std::mem::replace;
use std::pin::Pin;

use tonic::Status;
use tonic::metadata::{Ascii, MetadataValue};

use crate::client::Client;
use crate::drive_options::DriveOptions;
use crate::error::Error;
use crate::reconnect_policy::ReconnectPolicy;
use crate::turn::Turn;
use crate::turns::Turns;
use crate::v1::{AcquireDriverRequest, TurnResult, WokeBy};

/// A session that is driven turn by turn, over as many streams as it takes: what
/// [`Client::drive`] does, for bots that have something to wait for before they decide.
///
/// Dropping it closes its stream; the session stays with this driver until another takes it over.
pub struct Drive {
    session_id: String,
    turn: Turn,
    stage: Stage,
}

enum Stage {
    /// The first turn is to be handed out.
    Acquired(Turns),
    /// A turn is with the bot.
    Deciding(Turns),
    /// What was decided is being made.
    Asking(Asking),
    Over,
}

/// The turns live in the wait for an answer: whoever stops waiting for it loses nothing, neither
/// the stream on which it comes nor what was left of the time until the next one.
type Asking = Pin<Box<dyn Future<Output = (Turns, Result<TurnResult, Error>)> + Send>>;

impl Client {
    /// Runs a bot in a session: acquires the session, asks `on_slice` at each barrier, makes its
    /// turns over a stream, connects again, and after a crash of the server makes the turns again
    /// that were not on disk, without asking the bot twice: it decided on data that comes again as
    /// it was.
    ///
    /// It ends when the data or the running of the session does, or with [`Turn::stop`], and gives
    /// the last answer; `None` where there was none. An error of `on_slice` comes back as it is;
    /// the session then stays with this driver until another takes it over, as when the drive is
    /// dropped.
    ///
    /// ```no_run
    /// # async fn example(client: openbell::Client) -> Result<(), openbell::Error> {
    /// client
    ///     .drive("ses_…", |turn| {
    ///         turn.until(openbell::v1::Until { slices: 10, ..Default::default() });
    ///         Ok::<_, openbell::Error>(())
    ///     })
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn drive<E: From<Error>>(
        &self,
        session_id: &str,
        on_slice: impl FnMut(&mut Turn) -> Result<(), E>,
    ) -> Result<Option<TurnResult>, E> {
        self.drive_with(session_id, DriveOptions::default(), on_slice)
            .await
    }

    /// As [`Client::drive`], with options.
    pub async fn drive_with<E: From<Error>>(
        &self,
        session_id: &str,
        options: DriveOptions,
        mut on_slice: impl FnMut(&mut Turn) -> Result<(), E>,
    ) -> Result<Option<TurnResult>, E> {
        let mut drive = self.acquire(session_id, options).await?;
        while let Some(turn) = drive.next().await? {
            on_slice(turn)?;
        }
        Ok(drive.turn.into_seen())
    }

    /// Acquires a session, to drive it turn by turn.
    pub async fn acquire(&self, session_id: &str, options: DriveOptions) -> Result<Drive, Error> {
        options.check()?;
        let session_id = session_id.to_owned();
        let take_over = options.take_over;
        let request = AcquireDriverRequest {
            session_id: session_id.clone(),
            take_over,
        };
        let turn = Turn::first(self.trading().acquire_driver(request).await?.into_inner());
        let (limit, told) = (options.reconnect_attempts, options.on_reconnect);
        let turns = Turns {
            client: self.clone(),
            session_id: session_id.clone(),
            token: driver_token(&turn)?,
            stall: options.stall,
            policy: ReconnectPolicy::new(self.attempts(), limit, told),
            held: Vec::new(),
            stream: None,
        };
        Ok(Drive {
            session_id,
            turn,
            stage: Stage::Acquired(turns),
        })
    }
}

impl Drive {
    /// Makes the turn that was handed out last, as it was decided, and gives the next one; `None`
    /// when the data or the running of the session ended, or the bot stopped. May be dropped before
    /// its end, as in `select!`, and called again.
    pub async fn next(&mut self) -> Result<Option<&mut Turn>, Error> {
        if let Stage::Deciding(turns) = &mut self.stage
            && self.turn.is_final()
        {
            turns.release().await?;
            self.stage = Stage::Over;
        }
        match replace(&mut self.stage, Stage::Over) {
            Stage::Acquired(turns) => {
                self.stage = Stage::Deciding(turns);
                return Ok(Some(&mut self.turn));
            }
            Stage::Deciding(mut turns) => {
                turns.hold(self.turn.decided());
                self.stage = Stage::Asking(ask(turns));
            }
            stage => self.stage = stage,
        }
        let Stage::Asking(asking) = &mut self.stage else {
            return Ok(None);
        };
        let (turns, answer) = asking.await;
        let seen = match answer {
            Ok(seen) => seen,
            Err(error) => {
                // The turn is still to be made, should somebody ask for it.
                self.stage = Stage::Asking(ask(turns));
                return Err(error);
            }
        };
        let is_end = matches!(seen.woke_by(), WokeBy::EndOfData | WokeBy::SessionState);
        self.stage = match is_end {
            true => Stage::Over,
            false => Stage::Deciding(turns),
        };
        self.turn.saw(seen);
        Ok((!is_end).then_some(&mut self.turn))
    }

    /// The last answer; `None` before the first.
    pub fn seen(&self) -> Option<&TurnResult> {
        self.turn.seen()
    }
}

impl fmt::Debug for Drive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drive")
            .field("session_id", &self.session_id)
            .finish_non_exhaustive()
    }
}

fn ask(mut turns: Turns) -> Asking {
    Box::pin(async move {
        let answer = turns.answer().await;
        (turns, answer)
    })
}

fn driver_token(turn: &Turn) -> Result<MetadataValue<Ascii>, Error> {
    let token = turn.acquired().driver_token.as_str();
    token
        .try_into()
        .map_err(|_| Status::internal("the server gave a token that is no text").into())
}
