-- What Today and the call queue read stays small however much there is that is not due.

-- What a person's records of a day add up to, once it has been asked for; whatever changes one of them forgets the day.
CREATE TABLE work_days (
	person_id TEXT NOT NULL,
	day TEXT NOT NULL,
	figures TEXT NOT NULL,
	PRIMARY KEY (person_id, day)
) STRICT, WITHOUT ROWID;

-- What is due is found in indexes alone: a row of a table each would have its page read and decrypted.
ALTER TABLE card_index ADD COLUMN visited INTEGER NOT NULL DEFAULT 0; -- moment of the last visit that took place, 0 none
ALTER TABLE card_index ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- moment of the last refusal to meet, 0 none
DROP INDEX card_index_return;
DROP INDEX card_index_open;
CREATE INDEX card_index_return ON card_index (return_months, reached, next_due, id) WHERE reached > 0 AND callable = 1;
CREATE INDEX card_index_open ON card_index (open_cases, id, reached, visited, refused, next_due) WHERE open_cases = 1;

DROP INDEX policies_due;
CREATE INDEX policies_due ON policies (
	b_due, b_grace_end, b_reinstate_end, b_said, b_matures, customer_id, reminded_at, spoken_at, id
) WHERE b_due <> '';

DROP INDEX service_records_next;
DROP INDEX service_records_promise;
CREATE INDEX service_records_next ON service_records (
	next_on, person_id, id, customer_id, policy_id, stage, channel, outcome, next_step
) WHERE open_next = 1;
CREATE INDEX service_records_promise ON service_records (
	promise_by, person_id, id, customer_id, policy_id, promise
) WHERE open_promise = 1;

-- Who has become a customer was entered as a prospect in that month all the same.
DROP INDEX customers_prospect;
CREATE INDEX customers_prospect ON customers (opened_on) WHERE prospect = 1 OR prospect_stage = 'closed';
