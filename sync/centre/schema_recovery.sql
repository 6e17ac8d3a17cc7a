-- The key pairs to which laptops seal their data keys. The newest is the one they are told; older ones still open what was
-- sealed to them.
CREATE TABLE recovery_key (
	rid     INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	private BLOB NOT NULL,
	public  BLOB NOT NULL,
	made_at INTEGER NOT NULL
);

-- Laptops that asked for their data key, by the hash of what they asked with. sealed opens on the laptop only.
CREATE TABLE recovery (
	hash        BLOB PRIMARY KEY,
	code        TEXT NOT NULL UNIQUE,
	staff_no    TEXT NOT NULL,
	database_id TEXT NOT NULL,
	request     TEXT NOT NULL,
	origin      TEXT NOT NULL,
	asked_at    INTEGER NOT NULL,
	state       TEXT NOT NULL,
	sealed      BLOB
) WITHOUT ROWID;
CREATE INDEX recovery_waiting ON recovery (state, asked_at);
CREATE INDEX recovery_database ON recovery (database_id, asked_at);

-- What was decided about them, and by whom as far as the system knows. Nothing is ever removed.
CREATE TABLE recovery_log (
	rid       INTEGER PRIMARY KEY,
	at        INTEGER NOT NULL,
	what      TEXT NOT NULL,
	code      TEXT NOT NULL,
	staff_no  TEXT NOT NULL,
	device    TEXT NOT NULL,
	key_id    TEXT NOT NULL,
	by        TEXT NOT NULL
);
