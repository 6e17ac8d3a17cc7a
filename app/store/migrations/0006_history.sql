-- Whose laptop a change was made on, and what the centre tells of rows when asked for all of their history.

ALTER TABLE history ADD COLUMN device_name TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN ver INTEGER NOT NULL DEFAULT 0; -- of the centre's row that the change made, 0: not known
ALTER TABLE history ADD COLUMN origin INTEGER NOT NULL DEFAULT 0; -- 0 done here, 1 met in a pulled row, 2 told by the centre
ALTER TABLE history ADD COLUMN state TEXT NOT NULL DEFAULT ''; -- '', 'created' or 'lost' (app.HistoryState)
UPDATE history SET origin = 1 WHERE n = 0;

-- Up to which version the centre has told a row's history, and when.
CREATE TABLE history_told (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
