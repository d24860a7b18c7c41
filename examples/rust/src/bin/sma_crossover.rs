//! One symbol, daily bars: long while the average of the last 10 closes is above that of the last
//! 30, flat otherwise.
//!
//!     npm start
//!     cd examples/rust && cargo run --bin sma_crossover

use openbell::v1::market_columns::Columns;
use openbell::v1::order_spec::Size;
use openbell::v1::session_spec::ModeSpec;
use openbell::v1::{
    CreateSessionRequest, Drive, EndOfData, FillModel, GetSessionCapabilitiesRequest,
    GetSessionRequest, OrderSpec, OrderType, SessionSpec, Side, SimulationSpec, TurnResult, Until,
};
use openbell::{Client, Turn, ticks};

const SYMBOL: &str = "SP500";
const FAST: usize = 10;
const SLOW: usize = 30;
const QUANTITY: &str = "20";

fn spec() -> SessionSpec {
    SessionSpec {
        strategy_id: "sma-crossover".into(),
        symbols: vec![SYMBOL.into()],
        initial_capital: "100000".into(),
        mode_spec: Some(ModeSpec::Simulation(SimulationSpec {
            start_date: "2000-01-03".into(),
            end_date: "2020-04-17".into(),
            drive: Drive::Lockstep.into(),
            // What is held at the end is sold at the last close, so that the result is in cash.
            fill_model: Some(FillModel {
                end_of_data: EndOfData::Close.into(),
                ..FillModel::default()
            }),
            ..SimulationSpec::default()
        })),
        ..SessionSpec::default()
    }
}

/// Counts in ticks: sums of whole numbers are the same in every language and on every machine.
struct Bot {
    increment: String,
    closes: Vec<i64>,
    is_long: bool,
}

impl Bot {
    /// Called with each answer. What is decided here acts from the next bar on: at its open.
    fn on_slice(&mut self, turn: &mut Turn) -> Result<(), openbell::Error> {
        turn.seen().map_or(Ok(()), |seen| self.look(seen))?;
        if self.closes.len() < SLOW {
            let slices = (SLOW - self.closes.len()) as i32;
            turn.until(Until {
                slices,
                ..Until::default()
            });
            return Ok(());
        }
        // sum(FAST) / FAST > sum(SLOW) / SLOW, without a division.
        let wants_long = self.sum(FAST) * SLOW as i64 > self.sum(SLOW) * FAST as i64;
        if wants_long == self.is_long {
            return Ok(());
        }
        self.is_long = wants_long;
        let order = OrderSpec {
            symbol: SYMBOL.into(),
            side: if wants_long { Side::Buy } else { Side::Sell }.into(),
            r#type: OrderType::Market.into(),
            size: Some(Size::Quantity(QUANTITY.into())),
            ..OrderSpec::default()
        };
        // A turn that is made again after a crash must name the same order: no random ids.
        turn.place(format!("sma-{}", self.closes.len()), order);
        Ok(())
    }

    /// Takes the closes of an answer, which come as a column of doubles.
    fn look(&mut self, seen: &TurnResult) -> Result<(), openbell::Error> {
        for data in &seen.data {
            let Some(Columns::Bars(bars)) = &data.columns else {
                continue;
            };
            for close in &bars.close {
                self.closes.push(ticks(*close, &self.increment)?);
            }
        }
        Ok(())
    }

    /// The sum of the last closes.
    fn sum(&self, length: usize) -> i64 {
        self.closes[self.closes.len() - length..].iter().sum()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::var("OPENBELL_ADDRESS").unwrap_or("127.0.0.1:50051".into());
    let client = Client::connect(&address)?;
    let (mut sessions, mut trading) = (client.sessions(), client.trading());
    let create = CreateSessionRequest {
        spec: Some(spec()),
        start: true,
        ..Default::default()
    };
    let created = sessions.create_session(create).await?.into_inner();
    let session_id = created.session.ok_or("no session")?.session_id;

    let request = GetSessionCapabilitiesRequest {
        session_id: session_id.clone(),
    };
    let can = trading
        .get_session_capabilities(request)
        .await?
        .into_inner();
    let symbols = can.capabilities.ok_or("no capabilities")?.symbols;
    let increment = symbols[0].price_increment.clone();
    let mut bot = Bot {
        increment,
        closes: Vec::new(),
        is_long: false,
    };
    client.drive(&session_id, |turn| bot.on_slice(turn)).await?;

    let request = GetSessionRequest {
        session_id: session_id.clone(),
    };
    let read = sessions.get_session(request).await?.into_inner();
    let status = read
        .session
        .and_then(|session| session.status)
        .ok_or("no status")?;
    let metrics = status.metrics.ok_or("no metrics")?;
    println!("{session_id}: {} fills", metrics.fills);
    println!(
        "net profit {}, digest {}",
        metrics.net_profit, status.results_digest
    );
    Ok(())
}
