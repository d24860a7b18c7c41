//! A server that answers a driver when it is told to.

use h2::server::{Connection, SendResponse};
use http::{HeaderMap, Response};
use openbell::v1::{AcquireDriverResponse, RunResponse, TurnResult};
use prost::Message;
use prost::bytes::{BufMut, Bytes, BytesMut};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A stream of turns that a client has opened, not answered yet.
pub struct OpenStream(SendResponse<Bytes>);

/// Its address, and the streams of turns in the order in which they come.
pub async fn serve_driver() -> (String, UnboundedReceiver<OpenStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (opened, streams) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, opened.clone()));
        }
    });
    (address, streams)
}

async fn serve(socket: TcpStream, opened: UnboundedSender<OpenStream>) {
    let mut connection: Connection<_, Bytes> = h2::server::handshake(socket).await.expect("HTTP/2");
    while let Some(Ok((request, answer))) = connection.accept().await {
        match request.uri().path() {
            "/openbell.v1.TradingService/Run" => {
                let _ = opened.send(OpenStream(answer));
            }
            _ => OpenStream(answer).send(&AcquireDriverResponse::default()),
        }
    }
}

impl OpenStream {
    /// Answers the first turn, and ends the stream.
    pub fn answer(self, barrier: i64) {
        let result = TurnResult {
            barrier,
            ..Default::default()
        };
        self.send(&RunResponse {
            result: Some(result),
        });
    }

    fn send(mut self, message: &impl Message) {
        let head = Response::builder().header("content-type", "application/grpc");
        let head = head.body(()).expect("a head");
        // Who has left is not there to be answered.
        let Ok(mut body) = self.0.send_response(head, false) else {
            return;
        };
        let mut bytes = BytesMut::new();
        bytes.put_u8(0);
        bytes.put_u32(message.encoded_len() as u32);
        message.encode(&mut bytes).expect("room for it");
        let trailers = HeaderMap::from_iter([(
            http::HeaderName::from_static("grpc-status"),
            http::HeaderValue::from_static("0"),
        )]);
        let _ = body.send_data(bytes.freeze(), false);
        let _ = body.send_trailers(trailers);
    }
}
