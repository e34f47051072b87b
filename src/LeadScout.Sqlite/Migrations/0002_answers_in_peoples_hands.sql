-- The call that paid for an imported answer, by its number in the database where it was given: none of this one's calls.
ALTER TABLE answer ADD COLUMN imported_call INTEGER;

CREATE INDEX answer_by_text ON answer (text_key);

-- A person's answers that were taken back: they stay in the log, and no longer count.
CREATE TABLE retraction (
    answer INTEGER PRIMARY KEY REFERENCES answer (position) ON DELETE CASCADE,
    "by"   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

CREATE TRIGGER retraction_is_append_only BEFORE UPDATE ON retraction
BEGIN
    SELECT RAISE(ABORT, 'The answer log is append-only.');
END;

-- What people call a question's version.
CREATE TABLE question (
    version BLOB PRIMARY KEY CHECK (length(version) = 16),
    name    TEXT NOT NULL
) STRICT;

INSERT INTO question SELECT question, min(question_name) FROM job GROUP BY question;

CREATE TRIGGER job_names_its_question AFTER INSERT ON job
WHEN NOT EXISTS (SELECT 1 FROM question WHERE version = new.question)
BEGIN
    INSERT INTO question VALUES (new.question, new.question_name);
END;

-- Standing settings of the database, such as its retention.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

PRAGMA user_version = 2;
