use prost::bytes::{Buf, BufMut, Bytes, BytesMut};
use prost::encoding::{self, DecodeContext};
use uuid::Uuid;

/// Under which metadata a failed call tells the id that its request had.
pub(crate) const REQUEST_ID: &str = "openbell-request-id";

/// Bytes before a message of gRPC: whether it is compressed, and its length.
pub(crate) const PREFIX: usize = 5;

/// Gives the body of a request an id in a field of its message, where it has none; and that id.
pub(crate) fn identified(body: Bytes, field: u32) -> (Bytes, Option<String>) {
    let is_compressed = body.first().is_none_or(|flag| *flag != 0);
    if is_compressed || body.len() < PREFIX {
        return (body, None);
    }
    let message = body.slice(PREFIX..);
    if let Some(id) = id_in(message.clone(), field) {
        return (body, Some(id));
    }
    let id = Uuid::new_v4().to_string();
    let added = encoding::string::encoded_len(field, &id);
    let mut identified = BytesMut::with_capacity(body.len() + added);
    identified.put_u8(0);
    identified.put_u32((message.len() + added) as u32);
    identified.put(message);
    // The order of fields does not matter: one more at the end is a field like the others.
    encoding::string::encode(field, &id, &mut identified);
    (identified.freeze(), Some(id))
}

fn id_in(mut message: Bytes, field: u32) -> Option<String> {
    while message.has_remaining() {
        let (number, wire_type) = encoding::decode_key(&mut message).ok()?;
        if number == field {
            let mut id = String::new();
            let context = DecodeContext::default();
            encoding::string::merge(wire_type, &mut id, &mut message, context).ok()?;
            return (!id.is_empty()).then_some(id);
        }
        encoding::skip_field(wire_type, number, &mut message, DecodeContext::default()).ok()?;
    }
    None
}
