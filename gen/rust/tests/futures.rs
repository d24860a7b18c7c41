//! What bots do with the futures of the client: spawn them, and drop them.

mod scripted_server;

use std::time::Duration;

use openbell::v1::WatchSessionsRequest;
use openbell::{Client, Code, DriveOptions, Error};

use scripted_server::serve_driver;

/// Nobody listens there.
fn nobody() -> Client {
    Client::builder("127.0.0.1:1")
        .attempts(1)
        .connect()
        .expect("an address")
}

#[tokio::test]
async fn a_drive_may_be_spawned() {
    let client = nobody();
    let drive = tokio::spawn(async move {
        let mut calls = 0;
        let driven = client.drive("ses_a", |turn| {
            calls += 1;
            turn.stop();
            Ok::<_, Error>(())
        });
        (driven.await, calls)
    });
    let (driven, calls) = drive.await.expect("no panic");
    assert_eq!(driven.expect_err("no server").code(), Code::Unavailable);
    assert_eq!(calls, 0);
}

#[tokio::test]
async fn a_drive_turn_by_turn_may_be_spawned() {
    let client = nobody();
    let drive = tokio::spawn(async move {
        let mut drive = client.acquire("ses_a", DriveOptions::default()).await?;
        while let Some(turn) = drive.next().await? {
            tokio::task::yield_now().await;
            turn.stop();
        }
        Ok::<_, Error>(())
    });
    let driven = drive.await.expect("no panic");
    assert_eq!(driven.expect_err("no server").code(), Code::Unavailable);
}

#[tokio::test]
async fn a_watch_may_be_spawned_and_ends_after_its_error() {
    let mut watch = nobody().watch(WatchSessionsRequest::default());
    let watched = tokio::spawn(async move { (watch.next().await, watch.next().await) });
    let (first, second) = watched.await.expect("no panic");
    let error = first.expect("an error").expect_err("no server");
    assert_eq!(error.code(), Code::Unavailable);
    assert!(second.is_none());
}

#[tokio::test]
async fn whoever_stops_waiting_for_an_item_asks_for_it_again() {
    // It takes connections, and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address").to_string();
    let client = Client::builder(&address)
        .attempts(1)
        .timeout(Duration::from_millis(200))
        .connect()
        .expect("an address");
    let mut watch = client.watch(WatchSessionsRequest::default());
    tokio::select! {
        biased;
        _ = watch.next() => panic!("nobody said anything"),
        _ = tokio::task::yield_now() => {}
    }
    let error = watch
        .next()
        .await
        .expect("an error")
        .expect_err("a silent server");
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.message().contains(&address), "{error}");
}

#[tokio::test]
async fn whoever_stops_waiting_for_an_answer_waits_for_the_same_one() {
    let (address, mut streams) = serve_driver().await;
    let client = Client::connect(&address).expect("an address");
    let options = DriveOptions {
        stall: Duration::from_secs(2),
        ..Default::default()
    };
    let mut drive = client.acquire("ses_a", options).await.expect("a driver");
    drive.next().await.expect("a first turn");
    let stream = tokio::select! {
        _ = drive.next() => panic!("nobody answered"),
        stream = streams.recv() => stream.expect("a stream of turns"),
    };
    // Where the same turn went out again, a bot that looks at its watch would never see an answer.
    tokio::select! {
        biased;
        _ = drive.next() => panic!("nobody answered"),
        _ = tokio::task::yield_now() => {}
    }
    stream.answer(1);
    let turn = drive.next().await.expect("an answer").expect("a turn");
    assert_eq!(turn.barrier(), 1);
    assert!(streams.is_empty(), "the turn went out twice");
}
