use crate::v1::OrderKey;
use crate::v1::order_key::Key;

/// An order by the name that the bot gave it: its `client_order_id`.
impl From<&str> for OrderKey {
    fn from(client_order_id: &str) -> Self {
        Self {
            key: Some(Key::ClientOrderId(client_order_id.to_owned())),
        }
    }
}

/// An order by the name that the bot gave it: its `client_order_id`.
impl From<String> for OrderKey {
    fn from(client_order_id: String) -> Self {
        Self {
            key: Some(Key::ClientOrderId(client_order_id)),
        }
    }
}
