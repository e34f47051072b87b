-- The questions that a call asks about each of its texts, in order. Earlier jobs had one each.
CREATE TABLE call_question (
    call     INTEGER NOT NULL REFERENCES call (id),
    place    INTEGER NOT NULL,
    question BLOB    NOT NULL CHECK (length(question) = 16),
    PRIMARY KEY (call, place)
) STRICT, WITHOUT ROWID;

INSERT INTO call_question (call, place, question)
SELECT call.id, 1, job.question FROM call JOIN job ON job.id = call.job;

-- A text is given up for one question, not for all, and by one teacher: with a second opinion it may still be open.
ALTER TABLE failed_text RENAME TO failed_text_of_one_question;

CREATE TABLE failed_text (
    position INTEGER PRIMARY KEY,
    job      TEXT    NOT NULL,
    question BLOB    NOT NULL CHECK (length(question) = 16),
    text_key BLOB    NOT NULL CHECK (length(text_key) = 16),
    reason   TEXT    NOT NULL,
    teacher  TEXT, -- NULL in rows from before there was a second opinion
    UNIQUE (job, question, text_key) ON CONFLICT REPLACE
) STRICT;

INSERT INTO failed_text (position, job, question, text_key, reason)
SELECT position, job, question, text_key, reason
FROM failed_text_of_one_question AS earlier JOIN job ON job.id = earlier.job;

DROP TABLE failed_text_of_one_question;

DROP VIEW ledger;

-- For people: one line a call, money in dollars.
CREATE VIEW ledger AS
SELECT id AS call, job, batch, attempt, teacher, state,
       (SELECT count(*) FROM call_text WHERE call_text.call = call.id) AS texts,
       (SELECT count(*) FROM call_question WHERE call_question.call = call.id) AS questions,
       input_tokens, cached_input_tokens, output_tokens, usage_known,
       ceiling_nanodollars / 1e9 AS ceiling_usd, cost_nanodollars / 1e9 AS cost_usd, at, ended_at, fault
FROM call;

-- A job names its question; one with several has the names of all, which are no question's.
DROP TRIGGER job_names_its_question;

CREATE TRIGGER job_names_its_question AFTER INSERT ON job
WHEN instr(new.question_name, ', ') = 0 AND NOT EXISTS (SELECT 1 FROM question WHERE version = new.question)
BEGIN
    INSERT INTO question VALUES (new.question, new.question_name);
END;

PRAGMA user_version = 4;
