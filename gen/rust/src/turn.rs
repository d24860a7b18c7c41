use crate::v1;
use crate::v1::order_command::Command;
use crate::v1::{AcquireDriverResponse, OrderCommand, OrderKey, OrderSpec, TurnResult, Until};

/// What a bot is asked at a barrier: what it decides goes out when it returns. Commands act at the
/// barrier, in the order in which they were given, before the clock moves on.
#[derive(Debug)]
pub struct Turn {
    acquired: AcquireDriverResponse,
    seen: Option<TurnResult>,
    draft: v1::Turn,
    is_final: bool,
}

impl Turn {
    pub(crate) fn first(acquired: AcquireDriverResponse) -> Self {
        let draft = v1::Turn {
            expected_barrier: acquired.barrier,
            ..Default::default()
        };
        Self {
            acquired,
            seen: None,
            draft,
            is_final: false,
        }
    }

    /// The bot stopped.
    pub(crate) fn is_final(&self) -> bool {
        self.is_final
    }

    /// What was decided.
    pub(crate) fn decided(&mut self) -> v1::Turn {
        std::mem::take(&mut self.draft)
    }

    /// Moves on to the answer.
    pub(crate) fn saw(&mut self, seen: TurnResult) {
        self.draft.expected_barrier = seen.barrier;
        self.seen = Some(seen);
    }

    pub(crate) fn into_seen(self) -> Option<TurnResult> {
        self.seen
    }

    /// The answer to the turn before; `None` in the first turn.
    pub fn seen(&self) -> Option<&TurnResult> {
        self.seen.as_ref()
    }

    /// What the drive began with: where the session was, and what the bot had kept.
    pub fn acquired(&self) -> &AcquireDriverResponse {
        &self.acquired
    }

    /// Where the session is.
    pub fn barrier(&self) -> i64 {
        self.draft.expected_barrier
    }

    /// Places an order. An id that follows from what was seen names the same order when the turn is
    /// made again after a crash.
    pub fn place(&mut self, client_order_id: impl Into<String>, spec: OrderSpec) {
        let client_order_id = client_order_id.into();
        self.command(Command::Place(v1::PlaceOrder {
            client_order_id,
            spec: Some(spec),
        }));
    }

    /// Replaces quantity and prices of an open order.
    pub fn replace(&mut self, replace: v1::ReplaceOrder) {
        self.command(Command::Replace(replace));
    }

    /// Cancels what is open of an order, named by its `client_order_id` or by a key.
    pub fn cancel(&mut self, order: impl Into<OrderKey>) {
        self.command(Command::Cancel(v1::CancelOrder {
            order: Some(order.into()),
        }));
    }

    /// Cancels all open orders, or, where `symbol` is not empty, those of one symbol.
    pub fn cancel_all(&mut self, symbol: impl Into<String>) {
        self.command(Command::CancelAll(v1::CancelAllOrders {
            symbol: symbol.into(),
        }));
    }

    /// How far to go before the bot is asked again; the last call holds. Default: one slice.
    pub fn until(&mut self, until: Until) {
        self.draft.until = Some(until);
    }

    /// Keeps up to 64 KiB that the bot finds again after a crash, in [`Turn::acquired`].
    pub fn keep(&mut self, bot_state: impl Into<Vec<u8>>) {
        self.draft.bot_state = Some(bot_state.into());
    }

    /// Asks for the account with the answer.
    pub fn include_account(&mut self) {
        self.draft.include_account = true;
    }

    /// Asks for the open positions with the answer.
    pub fn include_positions(&mut self) {
        self.draft.include_positions = true;
    }

    /// Ends the drive and lets the session go. What else was decided in this turn is not sent.
    pub fn stop(&mut self) {
        self.is_final = true;
    }

    fn command(&mut self, command: Command) {
        self.draft.commands.push(OrderCommand {
            command: Some(command),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v1::order_key::Key;

    fn name(id: &str) -> Option<OrderKey> {
        Some(OrderKey {
            key: Some(Key::ClientOrderId(id.into())),
        })
    }

    #[test]
    fn what_is_decided_goes_out_once_and_in_its_order() {
        let mut turn = Turn::first(AcquireDriverResponse {
            barrier: 7,
            ..Default::default()
        });
        let replace = v1::ReplaceOrder {
            order: name("c"),
            ..Default::default()
        };
        turn.cancel("a");
        turn.cancel(String::from("b"));
        turn.replace(replace.clone());
        turn.place("d", OrderSpec::default());
        turn.cancel_all("SP500");
        turn.until(Until {
            slices: 2,
            ..Default::default()
        });
        turn.keep(b"mine");
        turn.include_positions();
        let commands = [
            Command::Cancel(v1::CancelOrder { order: name("a") }),
            Command::Cancel(v1::CancelOrder { order: name("b") }),
            Command::Replace(replace),
            Command::Place(v1::PlaceOrder {
                client_order_id: "d".into(),
                spec: Some(OrderSpec::default()),
            }),
            Command::CancelAll(v1::CancelAllOrders {
                symbol: "SP500".into(),
            }),
        ];
        let expected = v1::Turn {
            expected_barrier: 7,
            commands: commands
                .map(|each| OrderCommand {
                    command: Some(each),
                })
                .into(),
            until: Some(Until {
                slices: 2,
                ..Default::default()
            }),
            bot_state: Some(b"mine".to_vec()),
            include_positions: true,
            ..Default::default()
        };
        assert_eq!(turn.decided(), expected);

        turn.saw(TurnResult {
            barrier: 9,
            ..Default::default()
        });
        turn.include_account();
        let expected = v1::Turn {
            expected_barrier: 9,
            include_account: true,
            ..Default::default()
        };
        assert_eq!(turn.decided(), expected);
    }
}
