//! The lines of the protocol. Bytes are base64.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct TurnAction {
    pub place: Vec<PlaceAction>,
    pub until: Option<String>,
    pub keep: Option<String>,
    pub stop: bool,
    pub fail: bool,
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
    pub result: Option<String>,
    pub values: Vec<serde_json::Value>,
    pub error: Option<Failure>,
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
