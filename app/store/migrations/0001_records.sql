-- One table per shared kind: the columns are the registry's fields (app/record). rid is what the search index points
-- at, ver and epoch are the centre's version of the row (0: not yet there), extra holds fields of newer programs.
-- The b_ columns of policies are their boundary days (app.Boundaries) and the status the insurer's own word
-- stands for (app.Policy.Said), computed when a row is written.

CREATE TABLE appointments (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	policy_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	end_at INTEGER NOT NULL DEFAULT 0,
	place TEXT NOT NULL DEFAULT '',
	purpose TEXT NOT NULL DEFAULT '',
	urgency INTEGER NOT NULL DEFAULT 0,
	script_id TEXT NOT NULL DEFAULT '',
	record_id TEXT NOT NULL DEFAULT '',
	confirmed_at INTEGER NOT NULL DEFAULT 0,
	status TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE cases (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	policy_id TEXT NOT NULL DEFAULT '',
	customer_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	month TEXT NOT NULL DEFAULT '',
	category TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT '',
	rank INTEGER NOT NULL DEFAULT 0,
	published_on TEXT NOT NULL DEFAULT '',
	sign_by TEXT NOT NULL DEFAULT '',
	signed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE customers (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	card_no TEXT NOT NULL DEFAULT '',
	name TEXT NOT NULL DEFAULT '',
	sex TEXT NOT NULL DEFAULT '',
	birth_date TEXT NOT NULL DEFAULT '',
	lunar_birthday INTEGER NOT NULL DEFAULT 0,
	id_type TEXT NOT NULL DEFAULT '',
	id_no TEXT NOT NULL DEFAULT '',
	phones TEXT NOT NULL DEFAULT '',
	addresses TEXT NOT NULL DEFAULT '',
	wechat TEXT NOT NULL DEFAULT '',
	employer TEXT NOT NULL DEFAULT '',
	occupation TEXT NOT NULL DEFAULT '',
	income_band TEXT NOT NULL DEFAULT '',
	marriage TEXT NOT NULL DEFAULT '',
	family TEXT NOT NULL DEFAULT '',
	best_time TEXT NOT NULL DEFAULT '',
	best_channel TEXT NOT NULL DEFAULT '',
	grade TEXT NOT NULL DEFAULT '',
	key_customer INTEGER NOT NULL DEFAULT 0,
	do_not_contact INTEGER NOT NULL DEFAULT 0,
	quiet_from TEXT NOT NULL DEFAULT '',
	quiet_to TEXT NOT NULL DEFAULT '',
	consent_on TEXT NOT NULL DEFAULT '',
	source TEXT NOT NULL DEFAULT '',
	prospect INTEGER NOT NULL DEFAULT 0,
	opened_on TEXT NOT NULL DEFAULT '',
	checked_on TEXT NOT NULL DEFAULT '',
	notes TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE kept (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	kind TEXT NOT NULL DEFAULT '',
	row_id TEXT NOT NULL DEFAULT '',
	customer_id TEXT NOT NULL DEFAULT '',
	field TEXT NOT NULL DEFAULT '',
	value TEXT NOT NULL DEFAULT '',
	winner TEXT NOT NULL DEFAULT '',
	author TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	status TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE log_additions (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	log_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	text TEXT NOT NULL DEFAULT '',
	entry TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE log_marks (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	log_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	marker_id TEXT NOT NULL DEFAULT '',
	score INTEGER NOT NULL DEFAULT 0,
	criteria TEXT NOT NULL DEFAULT '',
	comment TEXT NOT NULL DEFAULT '',
	morning INTEGER NOT NULL DEFAULT 0,
	evening INTEGER NOT NULL DEFAULT 0,
	marked_at INTEGER NOT NULL DEFAULT 0,
	follow_up TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE people (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	staff_no TEXT NOT NULL DEFAULT '',
	name TEXT NOT NULL DEFAULT '',
	roles TEXT NOT NULL DEFAULT '',
	supervisor_id TEXT NOT NULL DEFAULT '',
	unit TEXT NOT NULL DEFAULT '',
	licence TEXT NOT NULL DEFAULT '',
	phone TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE policies (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	insurer TEXT NOT NULL DEFAULT '',
	number TEXT NOT NULL DEFAULT '',
	customer_id TEXT NOT NULL DEFAULT '',
	product TEXT NOT NULL DEFAULT '',
	insured_amount INTEGER NOT NULL DEFAULT 0,
	premium INTEGER NOT NULL DEFAULT 0,
	mode TEXT NOT NULL DEFAULT '',
	frequency TEXT NOT NULL DEFAULT '',
	pay_years INTEGER NOT NULL DEFAULT 0,
	years_left INTEGER NOT NULL DEFAULT 0,
	term_years INTEGER NOT NULL DEFAULT 0,
	term TEXT NOT NULL DEFAULT '',
	effective_on TEXT NOT NULL DEFAULT '',
	next_due TEXT NOT NULL DEFAULT '',
	paid_to TEXT NOT NULL DEFAULT '',
	grace_days INTEGER NOT NULL DEFAULT 0,
	matures_on TEXT NOT NULL DEFAULT '',
	maturity_amount INTEGER NOT NULL DEFAULT 0,
	paid_out_on TEXT NOT NULL DEFAULT '',
	insurer_status TEXT NOT NULL DEFAULT '',
	holder_name TEXT NOT NULL DEFAULT '',
	insured_name TEXT NOT NULL DEFAULT '',
	insured_id_no TEXT NOT NULL DEFAULT '',
	insured_birth TEXT NOT NULL DEFAULT '',
	insured_sex TEXT NOT NULL DEFAULT '',
	insured_phone TEXT NOT NULL DEFAULT '',
	relation TEXT NOT NULL DEFAULT '',
	beneficiaries TEXT NOT NULL DEFAULT '',
	pay_account TEXT NOT NULL DEFAULT '',
	branch TEXT NOT NULL DEFAULT '',
	circulated INTEGER NOT NULL DEFAULT 0,
	converted INTEGER NOT NULL DEFAULT 0,
	as_of TEXT NOT NULL DEFAULT '',
	remark TEXT NOT NULL DEFAULT '',
	doubts TEXT NOT NULL DEFAULT '',
	b_due TEXT NOT NULL DEFAULT '',
	b_grace_end TEXT NOT NULL DEFAULT '',
	b_reinstate_end TEXT NOT NULL DEFAULT '',
	b_matures TEXT NOT NULL DEFAULT '',
	b_said TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE scripts (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '',
	stage TEXT NOT NULL DEFAULT '',
	channel TEXT NOT NULL DEFAULT '',
	title TEXT NOT NULL DEFAULT '',
	steps TEXT NOT NULL DEFAULT '',
	objections TEXT NOT NULL DEFAULT '',
	version INTEGER NOT NULL DEFAULT 0,
	published_on TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE service_records (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	policy_id TEXT NOT NULL DEFAULT '',
	case_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	channel TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	recorded_at INTEGER NOT NULL DEFAULT 0,
	clock_off INTEGER NOT NULL DEFAULT 0,
	stage TEXT NOT NULL DEFAULT '',
	spoke TEXT NOT NULL DEFAULT '',
	phone TEXT NOT NULL DEFAULT '',
	outcome TEXT NOT NULL DEFAULT '',
	content TEXT NOT NULL DEFAULT '',
	attitude TEXT NOT NULL DEFAULT '',
	answer TEXT NOT NULL DEFAULT '',
	items TEXT NOT NULL DEFAULT '',
	pay_way TEXT NOT NULL DEFAULT '',
	next_step TEXT NOT NULL DEFAULT '',
	next_on TEXT NOT NULL DEFAULT '',
	promise TEXT NOT NULL DEFAULT '',
	promise_by TEXT NOT NULL DEFAULT '',
	kept TEXT NOT NULL DEFAULT '',
	appointment_id TEXT NOT NULL DEFAULT '',
	visit_id TEXT NOT NULL DEFAULT '',
	script_id TEXT NOT NULL DEFAULT '',
	corrects TEXT NOT NULL DEFAULT '',
	withdraws TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE surveys (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	policy_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	form_no TEXT NOT NULL DEFAULT '',
	printed_at INTEGER NOT NULL DEFAULT 0,
	signed_at INTEGER NOT NULL DEFAULT 0,
	importance TEXT NOT NULL DEFAULT '',
	rating TEXT NOT NULL DEFAULT '',
	comment TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE verifications (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	fact TEXT NOT NULL DEFAULT '',
	value TEXT NOT NULL DEFAULT '',
	ok INTEGER NOT NULL DEFAULT 0,
	how TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE visits (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	appointment_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	packed TEXT NOT NULL DEFAULT '',
	arrived_at INTEGER NOT NULL DEFAULT 0,
	agreed_end INTEGER NOT NULL DEFAULT 0,
	left_at INTEGER NOT NULL DEFAULT 0,
	steps TEXT NOT NULL DEFAULT '',
	items TEXT NOT NULL DEFAULT '',
	content TEXT NOT NULL DEFAULT '',
	attitude TEXT NOT NULL DEFAULT '',
	answer TEXT NOT NULL DEFAULT '',
	next_step TEXT NOT NULL DEFAULT '',
	next_on TEXT NOT NULL DEFAULT '',
	survey_signed INTEGER NOT NULL DEFAULT 0,
	no_show INTEGER NOT NULL DEFAULT 0,
	record_id TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE work_logs (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	person_id TEXT NOT NULL DEFAULT '',
	date TEXT NOT NULL DEFAULT '',
	development TEXT NOT NULL DEFAULT '',
	plan_done TEXT NOT NULL DEFAULT '',
	tomorrow TEXT NOT NULL DEFAULT '',
	entries TEXT NOT NULL DEFAULT '',
	figures TEXT NOT NULL DEFAULT '',
	status TEXT NOT NULL DEFAULT '',
	closed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX customers_birth ON customers (substr(birth_date, 6));

CREATE INDEX policies_customer ON policies (customer_id, b_due, b_reinstate_end);
CREATE INDEX policies_number ON policies (number);
CREATE INDEX policies_due ON policies (b_due) WHERE b_due <> '';
CREATE INDEX policies_grace_end ON policies (b_grace_end) WHERE b_grace_end <> '';
CREATE INDEX policies_reinstate_end ON policies (b_reinstate_end) WHERE b_reinstate_end <> '';
CREATE INDEX policies_said ON policies (b_said) WHERE b_said <> '';
CREATE INDEX policies_matures ON policies (b_matures) WHERE b_matures <> '';

CREATE INDEX cases_customer ON cases (customer_id);
CREATE INDEX cases_policy ON cases (policy_id);
CREATE INDEX cases_unsigned ON cases (sign_by) WHERE signed_at = 0;

CREATE INDEX service_records_customer ON service_records (customer_id, at);
CREATE INDEX service_records_person ON service_records (person_id, at);
CREATE INDEX service_records_withdraws ON service_records (withdraws) WHERE withdraws <> '';
CREATE INDEX service_records_corrects ON service_records (corrects) WHERE corrects <> '';
CREATE INDEX service_records_kept ON service_records (kept) WHERE kept <> '';
CREATE INDEX service_records_next ON service_records (next_on) WHERE next_on <> '';
CREATE INDEX service_records_promise ON service_records (promise_by) WHERE promise_by <> '';

CREATE INDEX verifications_customer ON verifications (customer_id, fact);
CREATE INDEX appointments_customer ON appointments (customer_id, at);
CREATE INDEX appointments_person ON appointments (person_id, at);
CREATE INDEX visits_customer ON visits (customer_id, arrived_at);
CREATE INDEX visits_appointment ON visits (appointment_id);
CREATE INDEX visits_person ON visits (person_id, arrived_at);
CREATE INDEX surveys_customer ON surveys (customer_id);

CREATE INDEX work_logs_person ON work_logs (person_id, date);
CREATE INDEX work_logs_date ON work_logs (date);
CREATE INDEX log_additions_log ON log_additions (log_id);
CREATE INDEX log_marks_log ON log_marks (log_id);
CREATE INDEX people_supervisor ON people (supervisor_id);
CREATE INDEX scripts_use ON scripts (stage, reason, channel);
CREATE INDEX kept_customer ON kept (customer_id);
CREATE INDEX kept_open ON kept (status, at);
