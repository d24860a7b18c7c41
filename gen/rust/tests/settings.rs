//! What a client is made of: addresses, tokens, times; and the sentence where one cannot be.

use std::time::Duration;

use openbell::v1::{GetSessionRequest, WatchSessionsRequest};
use openbell::{Client, ClientBuilder, Code, DriveOptions, WatchOptions};

fn refused(builder: ClientBuilder) -> String {
    let error = builder.connect().expect_err("a setting that cannot be");
    assert_eq!(error.code(), Code::InvalidArgument);
    error.message().to_owned()
}

#[tokio::test]
async fn addresses_that_are_taken_and_what_messages_call_them() {
    for (address, name) in [
        ("127.0.0.1:50051", "127.0.0.1:50051"),
        ("localhost:50051", "localhost:50051"),
        ("[::1]:50051", "[::1]:50051"),
        ("http://127.0.0.1:50051", "127.0.0.1:50051"),
        ("http://127.0.0.1:50051/", "127.0.0.1:50051"),
        ("HTTP://127.0.0.1:50051", "127.0.0.1:50051"),
        ("unix:/run/openbell.sock", "unix:/run/openbell.sock"),
        ("unix:///run/openbell.sock", "unix:///run/openbell.sock"),
        ("UNIX:/run/openbell.sock", "UNIX:/run/openbell.sock"),
        ("unix:openbell.sock", "unix:openbell.sock"),
    ] {
        let client = Client::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(
            format!("{client:?}"),
            format!("Calls {{ server: {name:?}, .. }}")
        );
    }
}

#[tokio::test]
async fn addresses_that_are_none() {
    for address in [
        "",
        "localhost",
        "http://",
        "http://localhost",
        "http:localhost:50051",
        ":50051",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:50051/v1",
        "me@localhost:50051",
        "ftp://localhost:50051",
    ] {
        assert_eq!(
            refused(Client::builder(address)),
            format!(
                "the address {address:?} is no host and port, for example \
                 \"http://127.0.0.1:50051\""
            ),
        );
    }
    for address in [
        "unix:",
        "unix://",
        "unix:/",
        "unix:/run/",
        "unix://run/openbell.sock",
    ] {
        assert_eq!(
            refused(Client::builder(address)),
            format!(
                "the address {address:?} names no file of a socket, for example \
                 \"unix:/run/openbell/grpc.sock\""
            ),
        );
    }
    for address in ["https://localhost:50051", "HTTPS://localhost:50051"] {
        assert_eq!(
            refused(Client::builder(address)),
            format!("the address {address:?} is https: TLS is not served yet, use http://"),
        );
    }
}

#[tokio::test]
async fn settings_that_cannot_be() {
    let builder = || Client::builder("127.0.0.1:1");
    assert_eq!(
        refused(builder().timeout(Duration::ZERO)),
        "the timeout is 0: it must be above 0"
    );
    assert_eq!(
        refused(builder().attempts(0)),
        "attempts is 0: it must be 1 or more"
    );
    for token in ["two\nlines", "pass\u{00e9}", "\u{7f}"] {
        assert_eq!(
            refused(builder().token(token)),
            "the token holds a character that is not printable ASCII"
        );
    }
}

#[tokio::test]
async fn loops_that_cannot_be_are_refused_before_anything_is_sent() {
    let client = Client::builder("127.0.0.1:1").attempts(1).connect();
    let client = client.expect("a client");
    for (options, said) in [
        (
            DriveOptions {
                stall: Duration::ZERO,
                ..Default::default()
            },
            "the stall is 0: it must be above 0",
        ),
        (
            DriveOptions {
                reconnect_attempts: Some(0),
                ..Default::default()
            },
            "reconnect_attempts is 0: it must be 1 or more",
        ),
    ] {
        let error = client.acquire("ses_a", options).await.expect_err(said);
        assert_eq!(
            (error.code(), error.message()),
            (Code::InvalidArgument, said)
        );
    }
    let options = WatchOptions {
        reconnect_attempts: Some(0),
        ..Default::default()
    };
    let mut watch = client.watch_with(WatchSessionsRequest::default(), options);
    let error = watch.next().await.expect("an error").expect_err("refused");
    assert_eq!(
        (error.code(), error.message()),
        (
            Code::InvalidArgument,
            "reconnect_attempts is 0: it must be 1 or more"
        )
    );
    assert!(watch.next().await.is_none());
}

#[tokio::test]
async fn a_token_is_not_shown() {
    let builder = Client::builder("127.0.0.1:1").token("secret");
    assert!(!format!("{builder:?}").contains("secret"));
    let client = builder.connect().expect("a client");
    assert!(!format!("{client:?}").contains("secret"));
}

#[tokio::test]
async fn a_call_without_an_end_is_no_panic() {
    let client = Client::builder("127.0.0.1:1")
        .attempts(1)
        .timeout(Duration::MAX);
    let client = client.connect().expect("a client");
    let error = client
        .sessions()
        .get_session(GetSessionRequest::default())
        .await
        .expect_err("no server");
    assert_eq!(error.code(), Code::Unavailable);
}
