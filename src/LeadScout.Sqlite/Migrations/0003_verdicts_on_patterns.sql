-- Verdicts on patterns, of a question version whoever its teacher is: the latest on a pattern counts. Nothing is ever changed in it.
CREATE TABLE pattern_verdict (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    question BLOB    NOT NULL CHECK (length(question) = 16),
    pattern  TEXT    NOT NULL,
    retired  INTEGER NOT NULL CHECK (retired IN (0, 1)),
    "by"     TEXT    NOT NULL,
    at       TEXT    NOT NULL
) STRICT;

CREATE TRIGGER pattern_verdict_is_append_only BEFORE UPDATE ON pattern_verdict
BEGIN
    SELECT RAISE(ABORT, 'The log of verdicts is append-only.');
END;

-- For how many texts and rows a pattern was decisive in a job. Derived; by the hash of its name, because a pattern may spell a person's name.
CREATE TABLE applied_pattern (
    job      TEXT    NOT NULL,
    question BLOB    NOT NULL CHECK (length(question) = 16),
    pattern  BLOB    NOT NULL CHECK (length(pattern) = 16),
    texts    INTEGER NOT NULL,
    rows     INTEGER NOT NULL,
    PRIMARY KEY (job, question, pattern)
) STRICT, WITHOUT ROWID;

ALTER TABLE job ADD COLUMN verdict_position INTEGER NOT NULL DEFAULT 0;

-- One more state. A column's CHECK can't be changed, so the column is made anew.
ALTER TABLE job ADD COLUMN standing TEXT NOT NULL DEFAULT 'Running'
    CHECK (standing IN ('Running', 'Done', 'Interrupted', 'OutOfMoney', 'TeacherUnavailable', 'Reopened'));
UPDATE job SET standing = state;
ALTER TABLE job DROP COLUMN state;
ALTER TABLE job RENAME COLUMN standing TO state;

PRAGMA user_version = 3;
