//! Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
//! they are owed, so that the inventory comes back by itself.
//!
//!     npx openbell data generate
//!     npm start
//!     cd examples/rust && cargo run --bin quote_bot

use openbell::v1::data_selection::Kind;
use openbell::v1::market_columns::Columns;
use openbell::v1::order_spec::Size;
use openbell::v1::session_spec::ModeSpec;
use openbell::v1::{
    CreateSessionRequest, DataSelection, Drive, EndOfData, FillModel,
    GetSessionCapabilitiesRequest, GetSessionRequest, OrderSpec, OrderType, QuoteData, SessionSpec,
    Side, SimulationSpec, TurnResult, Until,
};
use openbell::{Client, Turn, price, ticks};

const SYMBOL: &str = "SYNTH";
/// Ticks from the middle.
const DISTANCE: i64 = 5;
/// Shares in an order.
const LOT: i64 = 100;
/// Most shares held or owed.
const MOST: i64 = 200;
/// Shares that move the prices by a tick.
const PER_TICK: i64 = 100;

fn spec() -> SessionSpec {
    SessionSpec {
        strategy_id: "quote-bot".into(),
        symbols: vec![SYMBOL.into()],
        initial_capital: "100000".into(),
        mode_spec: Some(ModeSpec::Simulation(SimulationSpec {
            start_date: "2020-12-30".into(),
            end_date: "2020-12-31".into(),
            drive: Drive::Lockstep.into(),
            data: vec![DataSelection {
                kind: Some(Kind::Quotes(QuoteData::default())),
            }],
            fill_model: Some(FillModel {
                end_of_data: EndOfData::Close.into(),
                ..FillModel::default()
            }),
            ..SimulationSpec::default()
        })),
        ..SessionSpec::default()
    }
}

/// Counts in ticks of its symbol.
struct Bot {
    increment: String,
}

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

impl Bot {
    fn on_slice(&self, turn: &mut Turn) -> Result {
        // A quote comes every five seconds. A minute of them, or as soon as something was filled:
        // what is held has changed then, and the prices should.
        turn.until(Until {
            slices: 12,
            on_fill: true,
            ..Until::default()
        });
        turn.include_positions();
        let Some(seen) = turn.seen() else {
            return Ok(());
        };
        let Some(middle) = self.middle_of(seen)? else {
            return Ok(());
        };
        let held = seen
            .positions
            .first()
            .map_or(Ok(0), |position| position.quantity.parse())?;
        let centre = middle - held / PER_TICK;
        // Out with the old prices, in with the new: the commands of a turn act together.
        turn.cancel_all(SYMBOL);
        if held + LOT <= MOST {
            self.quote(turn, "bid", Side::Buy, centre - DISTANCE)?;
        }
        if held - LOT >= -MOST {
            self.quote(turn, "ask", Side::Sell, centre + DISTANCE)?;
        }
        Ok(())
    }

    /// The middle of the last quote in ticks, rounded down; `None` where none came.
    fn middle_of(&self, seen: &TurnResult) -> Result<Option<i64>> {
        let last = seen.data.last().and_then(|data| data.columns.as_ref());
        let Some(Columns::Quotes(quotes)) = last else {
            return Ok(None);
        };
        let (Some(bid), Some(ask)) = (quotes.bid.last(), quotes.ask.last()) else {
            return Ok(None);
        };
        Ok(Some(
            (ticks(*bid, &self.increment)? + ticks(*ask, &self.increment)?) / 2,
        ))
    }

    /// A limit order that only ever rests: where it would trade at once, it is rejected instead.
    fn quote(&self, turn: &mut Turn, name: &str, side: Side, limit: i64) -> Result {
        let order = OrderSpec {
            symbol: SYMBOL.into(),
            side: side.into(),
            r#type: OrderType::Limit.into(),
            size: Some(Size::Quantity(LOT.to_string())),
            limit_price: price(limit, &self.increment)?,
            post_only: true,
            ..OrderSpec::default()
        };
        turn.place(format!("{name}-{}", turn.barrier()), order);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result {
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
    let bot = Bot {
        increment: symbols[0].price_increment.clone(),
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
