-- Every migration ends by raising user_version, in the same transaction: an older program then knows that it is too old.
PRAGMA application_id = 1279615332; -- 'LEad'

-- The answer log: the one thing that was paid for. Nothing is ever changed in it; a text may be forgotten.
CREATE TABLE answer (
    position            INTEGER PRIMARY KEY AUTOINCREMENT,
    question            BLOB    NOT NULL CHECK (length(question) = 16), -- version, big-endian: hex(question) is how it is written
    text_key            BLOB    NOT NULL CHECK (length(text_key) = 16),
    text                TEXT    NOT NULL,
    label               TEXT    NOT NULL,
    source              INTEGER NOT NULL CHECK (source IN (0, 1)),      -- 0 teacher, 1 person
    "by"                TEXT    NOT NULL,
    job                 TEXT,
    call                INTEGER REFERENCES call (id),
    at                  TEXT    NOT NULL,                               -- UTC, ISO 8601
    audit_student_label TEXT,
    audit_probability   REAL,
    CHECK ((audit_student_label IS NULL) = (audit_probability IS NULL))
) STRICT;

-- By question and then, as every index, by position. Few teachers share a question, so they are told apart row by row.
CREATE INDEX answer_by_question ON answer (question);

CREATE TRIGGER answer_is_append_only BEFORE UPDATE ON answer
BEGIN
    SELECT RAISE(ABORT, 'The answer log is append-only.');
END;

-- The call journal. Amounts are whole billionths of a US dollar.
CREATE TABLE call (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    job                  TEXT,
    batch                INTEGER NOT NULL,
    attempt              INTEGER NOT NULL,
    teacher              TEXT    NOT NULL,
    ceiling_nanodollars  INTEGER,
    at                   TEXT    NOT NULL,
    state                TEXT    NOT NULL CHECK (state IN ('Open', 'Answered', 'Failed', 'Lost')),
    input_tokens         INTEGER NOT NULL DEFAULT 0,
    cached_input_tokens  INTEGER NOT NULL DEFAULT 0,
    output_tokens        INTEGER NOT NULL DEFAULT 0,
    usage_known          INTEGER NOT NULL DEFAULT 0 CHECK (usage_known IN (0, 1)),
    cost_nanodollars     INTEGER,
    fault                TEXT,
    ended_at             TEXT
) STRICT;

CREATE INDEX call_by_job ON call (job);

-- The texts that a call asks about, in the order of its items.
CREATE TABLE call_text (
    call     INTEGER NOT NULL REFERENCES call (id),
    item     INTEGER NOT NULL,
    text_key BLOB    NOT NULL CHECK (length(text_key) = 16),
    PRIMARY KEY (call, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    id               TEXT    PRIMARY KEY,
    input_name       TEXT    NOT NULL,
    input_hash       TEXT    NOT NULL,
    output_name      TEXT    NOT NULL,
    question_name    TEXT    NOT NULL,
    question         BLOB    NOT NULL CHECK (length(question) = 16),
    teacher          TEXT    NOT NULL,
    settings         TEXT    NOT NULL CHECK (json_valid(settings)),
    invocation       TEXT    NOT NULL CHECK (json_valid(invocation)),
    log_position     INTEGER NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('Running', 'Done', 'Interrupted', 'OutOfMoney', 'TeacherUnavailable')),
    created_at       TEXT    NOT NULL,
    updated_at       TEXT    NOT NULL,
    report           TEXT    CHECK (json_valid(report))
) STRICT;

-- Texts that a job has given up.
CREATE TABLE failed_text (
    position INTEGER PRIMARY KEY,
    job      TEXT    NOT NULL,
    text_key BLOB    NOT NULL CHECK (length(text_key) = 16),
    reason   TEXT    NOT NULL,
    UNIQUE (job, text_key) ON CONFLICT REPLACE
) STRICT;

-- For people: one line a call, money in dollars.
CREATE VIEW ledger AS
SELECT id AS call, job, batch, attempt, teacher, state,
       (SELECT count(*) FROM call_text WHERE call_text.call = call.id) AS texts,
       input_tokens, cached_input_tokens, output_tokens, usage_known,
       ceiling_nanodollars / 1e9 AS ceiling_usd, cost_nanodollars / 1e9 AS cost_usd, at, ended_at, fault
FROM call;

-- For people: what each job has reserved and spent. A lost call counts as spent at its ceiling.
CREATE VIEW purse AS
SELECT job, count(*) AS calls,
       coalesce(sum(ceiling_nanodollars) FILTER (WHERE state = 'Open'), 0) / 1e9 AS reserved_usd,
       coalesce(sum(cost_nanodollars), 0) / 1e9 AS spent_usd,
       count(*) FILTER (WHERE state = 'Lost') AS lost_calls,
       count(*) FILTER (WHERE state <> 'Open' AND cost_nanodollars IS NULL) AS calls_of_unknown_price
FROM call
GROUP BY job;

PRAGMA user_version = 1;
