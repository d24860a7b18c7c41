use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use prost::Message;

use crate::failure::{Ended, unreadable};

pub fn decoded(text: &str) -> Result<Vec<u8>, Ended> {
    BASE64_STANDARD.decode(text).map_err(unreadable)
}

/// The message in a text.
pub fn from_base64<M: Message + Default>(text: &str) -> Result<M, Ended> {
    M::decode(decoded(text)?.as_slice()).map_err(unreadable)
}

pub fn to_base64(message: &impl Message) -> String {
    BASE64_STANDARD.encode(message.encode_to_vec())
}
