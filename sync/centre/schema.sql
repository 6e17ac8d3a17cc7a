CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

-- The counters of the streams. head is the seq given out last; it only rises, one by one.
CREATE TABLE stream (
	name TEXT PRIMARY KEY,
	head INTEGER NOT NULL
) WITHOUT ROWID;

-- Every shared row as it is now. A row that changes again moves to a new seq of its stream.
CREATE TABLE row (
	rid    INTEGER PRIMARY KEY,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	stream TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	ver    INTEGER NOT NULL,
	body   TEXT NOT NULL,
	stamps TEXT NOT NULL,
	author TEXT NOT NULL,
	at     INTEGER NOT NULL,
	UNIQUE (kind, id),
	UNIQUE (stream, seq)
);

-- The versions that were replaced: who wrote them, and the values the next version changed.
CREATE TABLE history (
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	ver    INTEGER NOT NULL,
	author TEXT NOT NULL,
	at     INTEGER NOT NULL,
	before TEXT NOT NULL,
	PRIMARY KEY (kind, id, ver)
) WITHOUT ROWID;

CREATE TABLE device (
	id         TEXT PRIMARY KEY,
	person     TEXT NOT NULL,
	public_key BLOB NOT NULL,
	name       TEXT NOT NULL,
	next_n     INTEGER NOT NULL DEFAULT 1,
	created_at INTEGER NOT NULL,
	seen_at    INTEGER NOT NULL
) WITHOUT ROWID;

-- Every operation that ever arrived, as sent, and what became of it.
CREATE TABLE device_op (
	rid     INTEGER PRIMARY KEY,
	device  TEXT NOT NULL,
	n       INTEGER NOT NULL,
	hash    BLOB NOT NULL,
	kind    TEXT NOT NULL,
	id      TEXT NOT NULL,
	outcome TEXT NOT NULL,
	result  TEXT NOT NULL,
	line    BLOB NOT NULL,
	at      INTEGER NOT NULL,
	UNIQUE (device, n)
);
CREATE INDEX device_op_row ON device_op (id, device, n);

-- One-time codes and tokens are known by their SHA-256 only.
CREATE TABLE code (
	hash       BLOB PRIMARY KEY,
	person     TEXT NOT NULL,
	expires_at INTEGER NOT NULL,
	device     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX code_person ON code (person);

CREATE TABLE access (
	hash       BLOB PRIMARY KEY,
	device     TEXT NOT NULL,
	expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX access_expiry ON access (expires_at);

CREATE TABLE refresh (
	hash       BLOB PRIMARY KEY,
	device     TEXT NOT NULL,
	parent     BLOB,
	expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX refresh_device ON refresh (device);

-- What the insurer said last about each policy, and by which keys a customer is found again.
CREATE TABLE import_row (
	policy TEXT PRIMARY KEY,
	body   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE holder_key (
	key      BLOB NOT NULL,
	customer TEXT NOT NULL,
	PRIMARY KEY (key, customer)
) WITHOUT ROWID;
