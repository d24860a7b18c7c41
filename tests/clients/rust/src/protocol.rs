//! The lines of the protocol. Bytes are base64.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::failure::code_name;

#[derive(Deserialize)]
pub struct Request {
    pub scenario: String,
    pub url: String,
    pub options: Options,
    pub action: Action,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    pub token: Option<String>,
    pub timeout_ms: u64,
    pub attempts: u32,
    pub close_after_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    Unary(UnaryAction),
    Watch(WatchAction),
    Drive(DriveAction),
    Ticks(Vec<PriceOf>),
    Prices(Vec<TicksOf>),
    FinalStates(Vec<i32>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnaryAction {
    pub method: String,
    pub request: String,
    pub timeout_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchAction {
    pub request: String,
    #[serde(default)]
    pub resume_token: String,
    #[serde(default)]
    pub heartbeats: bool,
    pub reconnect_attempts: Option<u32>,
    pub stop_after: usize,
    pub fail_at: Option<usize>,
    #[serde(default)]
    pub pause_ms: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DriveAction {
    pub session_id: String,
    #[serde(default)]
    pub take_over: bool,
    pub stall_ms: Option<u64>,
    pub reconnect_attempts: Option<u32>,
    pub turns: Vec<TurnAction>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub struct TurnAction {
    pub place: Vec<PlaceAction>,
    pub until: Option<String>,
    pub keep: Option<String>,
    pub stop: bool,
    pub fail: bool,
    pub pause_ms: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceAction {
    pub client_order_id: String,
    pub spec: String,
}

#[derive(Deserialize)]
pub struct PriceOf {
    pub price: f64,
    pub increment: String,
}

#[derive(Deserialize)]
pub struct TicksOf {
    pub ticks: String,
    pub increment: String,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub scenario: String,
    pub items: Vec<serde_json::Value>,
    pub resume_token: String,
    pub seen: Vec<String>,
    pub reconnects: Reconnects,
    pub result: Option<String>,
    pub values: Vec<serde_json::Value>,
    pub error: Option<Failure>,
}

type OnReconnect = Box<dyn FnMut(&openbell::Reconnect) + Send>;

/// What a loop tells of its reconnects.
#[derive(Serialize, Default, Clone)]
pub struct Reconnects(Arc<Mutex<Vec<serde_json::Value>>>);

impl Reconnects {
    /// Keeps what is told from now on.
    pub fn keep(&self) -> Option<OnReconnect> {
        let Self(kept) = self.clone();
        Some(Box::new(move |told| {
            let told = json!({
                "code": code_name(told.error.code()),
                "failures": told.failures,
                "delayMs": told.delay.as_secs_f64() * 1e3,
            });
            kept.lock().expect("nobody panics with it").push(told);
        }))
    }
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub reason: String,
    pub metadata: BTreeMap<String, String>,
    pub violations: Vec<Violation>,
    pub retry_after_ms: Option<f64>,
    pub request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
}

#[derive(Serialize)]
pub struct Violation {
    pub field: String,
    pub reason: String,
    pub message: String,
}
