-- What bots ask of sessions: their orders as they are, and who drives.

-- Every order as it is after the session's last append. It is the fold of the log.
CREATE TABLE orders (
  session_id TEXT NOT NULL REFERENCES session (session_id) ON DELETE CASCADE,
  order_number INTEGER NOT NULL,
  client_order_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  -- Digest of the spec that the order was placed with.
  spec_hash TEXT NOT NULL,
  -- Which key encrypts the blob; NULL while it is plain.
  key_id TEXT,
  -- openbell.v1.Order
  order_message BLOB NOT NULL,
  PRIMARY KEY (session_id, order_number)
) STRICT, WITHOUT ROWID;

-- Orders that the server places to close positions have no name of a client.
CREATE UNIQUE INDEX orders_by_client_id ON orders (session_id, client_order_id)
  WHERE client_order_id <> '';
CREATE INDEX orders_by_symbol ON orders (session_id, symbol, order_number);
CREATE INDEX orders_open ON orders (session_id, order_number) WHERE is_open = 1;

-- The driver of each session that has one: SHA-256 of its token.
CREATE TABLE driver (
  session_id TEXT PRIMARY KEY REFERENCES session (session_id) ON DELETE CASCADE,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32)
) STRICT, WITHOUT ROWID;
