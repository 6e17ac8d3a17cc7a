-- How far laptops had seen streams of their persons', by the first operation that says so: none of a later number had seen
-- less.
CREATE TABLE seen (
	device TEXT NOT NULL,
	stream TEXT NOT NULL,
	n      INTEGER NOT NULL,
	seq    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (device, stream, n)
) WITHOUT ROWID;

-- Each time the database went on from a backup: the floor of the epoch that began, the last row the backup had, and how far
-- its streams had come.
CREATE TABLE loss (
	floor INTEGER PRIMARY KEY,
	at    INTEGER NOT NULL,
	rid   INTEGER NOT NULL
);
CREATE TABLE loss_head (
	floor  INTEGER NOT NULL,
	stream TEXT NOT NULL,
	head   INTEGER NOT NULL,
	PRIMARY KEY (floor, stream)
) WITHOUT ROWID;

-- Rows of before a restore that a laptop has and its person may not write: they wait until an operator takes them.
CREATE TABLE offer (
	device TEXT NOT NULL,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	ver    INTEGER NOT NULL,
	person TEXT NOT NULL,
	line   TEXT NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (kind, id, device)
) WITHOUT ROWID;
