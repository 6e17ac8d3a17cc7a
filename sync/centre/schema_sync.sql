-- What left a stream, in the stream's own order. A card takes along what hangs on it.
CREATE TABLE leave (
	stream TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	ver    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (stream, seq)
) WITHOUT ROWID;
CREATE INDEX leave_row ON leave (kind, id);

-- The digest of each stream; NULL until it has been counted for the first time. restored is the head the stream had when
-- the present epoch began.
ALTER TABLE stream ADD COLUMN count INTEGER;
ALTER TABLE stream ADD COLUMN sum INTEGER;
ALTER TABLE stream ADD COLUMN restored INTEGER NOT NULL DEFAULT 0;

-- The laptop that made the present version of a row; '' for the centre's own doing.
ALTER TABLE row ADD COLUMN device TEXT NOT NULL DEFAULT '';
UPDATE row SET device = coalesce((SELECT json_extract(s.value, '$.d') FROM json_each(row.stamps) s
	WHERE json_extract(s.value, '$.v') = row.ver AND json_extract(s.value, '$.d') <> '' LIMIT 1), '');

-- What hangs on a card goes where the card goes.
CREATE INDEX row_card ON row (json_extract(body, '$.customer_id')) WHERE json_extract(body, '$.customer_id') IS NOT NULL;
