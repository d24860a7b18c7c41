use std::time::Duration;

use openbell::Client;
use openbell::tonic::Request;
use prost::Message;

use crate::bytes::{from_base64, to_base64};
use crate::failure::Ended;
use crate::protocol::{Outcome, UnaryAction};

pub async fn run(client: &Client, asked: &UnaryAction, done: &mut Outcome) -> Result<(), Ended> {
    let (mut sessions, mut trading) = (client.sessions(), client.trading());
    let answer = match asked.method.as_str() {
        "openbell.v1.SessionService/GetSession" => {
            to_base64(&sessions.get_session(request(asked)?).await?.into_inner())
        }
        "openbell.v1.SessionService/CreateSession" => {
            to_base64(&sessions.create_session(request(asked)?).await?.into_inner())
        }
        "openbell.v1.SessionService/StartSession" => {
            to_base64(&sessions.start_session(request(asked)?).await?.into_inner())
        }
        "openbell.v1.SessionService/ListSessions" => {
            to_base64(&sessions.list_sessions(request(asked)?).await?.into_inner())
        }
        "openbell.v1.TradingService/PlaceOrder" => {
            to_base64(&trading.place_order(request(asked)?).await?.into_inner())
        }
        "openbell.v1.TradingService/ReplaceOrder" => {
            to_base64(&trading.replace_order(request(asked)?).await?.into_inner())
        }
        "openbell.v1.TradingService/GetSessionReport" => to_base64(
            &trading
                .get_session_report(request(asked)?)
                .await?
                .into_inner(),
        ),
        method => {
            return Err(Ended::Adapter(format!(
                "the adapter does not know {method}"
            )));
        }
    };
    done.result = Some(answer);
    Ok(())
}

fn request<M: Message + Default>(asked: &UnaryAction) -> Result<Request<M>, Ended> {
    let mut request = Request::new(from_base64(&asked.request)?);
    if let Some(timeout) = asked.timeout_ms {
        request.set_timeout(Duration::from_millis(timeout));
    }
    Ok(request)
}
