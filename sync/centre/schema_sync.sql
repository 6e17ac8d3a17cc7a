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

-- The digest of each stream; NULL until it has been counted for the first time.
ALTER TABLE stream ADD COLUMN count INTEGER;
ALTER TABLE stream ADD COLUMN sum INTEGER;

-- The laptop that made the present version of a row; '' for the centre's own doing.
ALTER TABLE row ADD COLUMN device TEXT NOT NULL DEFAULT '';
UPDATE row SET device = coalesce((SELECT json_extract(s.value, '$.d') FROM json_each(row.stamps) s
	WHERE json_extract(s.value, '$.v') = row.ver AND json_extract(s.value, '$.d') <> '' LIMIT 1), '');

-- What hangs on a card goes where the card goes.
CREATE INDEX row_card ON row (json_extract(body, '$.customer_id')) WHERE json_extract(body, '$.customer_id') IS NOT NULL;

-- What was not applied: few operations, looked for when a restored centre gets back what they lacked.
CREATE INDEX device_op_waiting ON device_op (rid) WHERE outcome IN ('refused', 'quarantined');
