-- The log of what happened to sessions, and the index over what they are.
-- Times are nanoseconds since 1970, UTC. Blobs are messages of the contract in binary form.
-- Enumerations are the numbers of the contract.

CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Made at random with the store: another id is another history.
  store_id TEXT NOT NULL,
  create_time INTEGER NOT NULL,
  -- Rows up to this revision may have been removed; later ones are all there.
  compacted INTEGER NOT NULL
) STRICT;

-- The index: every session as it is after its last append. It is the fold of the log.
CREATE TABLE session (
  session_id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  owner TEXT NOT NULL,
  mode INTEGER NOT NULL,
  state INTEGER NOT NULL,
  strategy_id TEXT NOT NULL,
  create_time INTEGER NOT NULL,
  update_time INTEGER NOT NULL,
  expire_time INTEGER,
  delete_time INTEGER,
  purge_time INTEGER,
  event_number INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  -- Hash of the log row of that revision.
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  -- Which key encrypts the blobs; NULL while they are plain.
  key_id TEXT,
  -- openbell.v1.Session
  session BLOB NOT NULL,
  -- openbell.store.v1.RunCheckpoint, the newest one of the log.
  checkpoint BLOB
) STRICT;

-- One index for each order of a list; the state's also counts open sessions and finds those to
-- bring back after a restart.
CREATE INDEX session_by_id ON session (tenant, owner, session_id);
CREATE INDEX session_by_create_time ON session (tenant, owner, create_time, session_id);
CREATE INDEX session_by_update_time ON session (tenant, owner, update_time, session_id);
CREATE INDEX session_by_strategy ON session (tenant, owner, strategy_id, session_id);
CREATE INDEX session_by_state ON session (state, tenant, owner, create_time, session_id)
  WHERE delete_time IS NULL;
CREATE INDEX session_by_expiry ON session (expire_time) WHERE expire_time IS NOT NULL;
CREATE INDEX session_by_purge ON session (purge_time) WHERE purge_time IS NOT NULL;

CREATE TABLE label (
  session_id TEXT NOT NULL REFERENCES session (session_id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (session_id, key)
) STRICT, WITHOUT ROWID;

-- The log: one row for each append. Never changed; removed only with its whole session.
CREATE TABLE log (
  -- Dense over the whole store.
  revision INTEGER PRIMARY KEY,
  -- Random: tells a restored backup that went on differently from the log it was taken from.
  uid BLOB NOT NULL CHECK (length(uid) = 8),
  tenant TEXT NOT NULL,
  owner TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (session_id),
  first_event_number INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  -- Bit n stands for the EventKind with number n.
  kinds INTEGER NOT NULL,
  -- 1 when a reader that knows none of the events may go on.
  may_ignore INTEGER NOT NULL CHECK (may_ignore IN (0, 1)),
  mode INTEGER NOT NULL,
  strategy_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  event_schema_version INTEGER NOT NULL,
  engine_version INTEGER NOT NULL,
  fill_profile_version TEXT NOT NULL,
  key_id TEXT,
  -- The session's chain: SHA-256 over the hash before and every other column, see log-row.ts.
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  -- openbell.v1.SessionRecord without its session.
  events BLOB NOT NULL,
  -- openbell.v1.Session after the append, beside lifecycle events.
  session BLOB,
  -- openbell.store.v1.RunCheckpoint
  checkpoint BLOB
) STRICT;

CREATE INDEX log_by_session ON log (session_id, revision);

-- Marks of every 1,000th row, and of heads that were removed. Never removed.
CREATE TABLE trail (
  revision INTEGER PRIMARY KEY,
  uid BLOB NOT NULL CHECK (length(uid) = 8)
) STRICT;

-- Mutations that carried a request id.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  owner TEXT NOT NULL,
  request_id TEXT NOT NULL,
  method TEXT NOT NULL,
  request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
  session_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  time INTEGER NOT NULL,
  UNIQUE (tenant, owner, request_id)
) STRICT;

-- For removing them by age and by number. The id, which ends every index, tells equal times apart.
CREATE INDEX request_by_time ON request (tenant, owner, time);
