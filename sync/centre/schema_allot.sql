-- Allocations of months, by their numbers, which are never given twice: the sums of what each starts from and of what it came
-- to, so that it comes out to the byte or says that it does not.
CREATE TABLE allot_run (
	number       INTEGER PRIMARY KEY AUTOINCREMENT,
	month        TEXT NOT NULL,
	made_at      INTEGER NOT NULL,
	made_by      TEXT NOT NULL,
	note         TEXT NOT NULL,
	cases        INTEGER NOT NULL,
	planners     INTEGER NOT NULL,
	input_sum    BLOB NOT NULL,
	result_sum   BLOB NOT NULL
);
CREATE INDEX allot_run_month ON allot_run (month, number);
CREATE TRIGGER allot_run_stays BEFORE UPDATE ON allot_run BEGIN
	SELECT raise(ABORT, 'a run does not change');
END;

-- What allocations start from, by its sum, packed and in parts, so that no transaction has much to write.
CREATE TABLE allot_input (
	sum  BLOB NOT NULL,
	part INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (sum, part)
);
