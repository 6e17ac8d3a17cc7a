-- The closed month that the planners' factors of a run are of, written 2006-01.
ALTER TABLE allot_run ADD COLUMN factors TEXT NOT NULL DEFAULT '';
