-- Forms somebody has begun and not handed in. They never leave the laptop.

CREATE TABLE drafts (
	key TEXT PRIMARY KEY,
	room TEXT NOT NULL,
	about TEXT NOT NULL, -- id of the row the form is about, '' if none
	title TEXT NOT NULL,
	form TEXT NOT NULL,
	at INTEGER NOT NULL,
	body BLOB NOT NULL
) STRICT;
CREATE INDEX drafts_about ON drafts (about) WHERE about <> '';
