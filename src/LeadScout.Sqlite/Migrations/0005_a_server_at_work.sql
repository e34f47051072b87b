-- What a server that works on this database has to remember beside jobs, calls and answers.

-- Keys for the server's clients. The secret itself is not kept: it has 256 random bits, so its plain hash tells nothing.
CREATE TABLE api_key (
    id                TEXT    PRIMARY KEY,
    name              TEXT    NOT NULL,
    scope             INTEGER NOT NULL CHECK (scope IN (0, 1, 2)),              -- 0 read, 1 label, 2 admin; each includes those before it
    hash              BLOB    NOT NULL CHECK (length(hash) = 32),               -- SHA-256
    purse_nanodollars INTEGER,                                                  -- the most that may ever be spent with it
    per_minute        INTEGER,                                                  -- the most requests in any minute
    created_at        TEXT    NOT NULL,
    ends_at           TEXT,
    revoked_at        TEXT
) STRICT;

-- The jobs that were given to the server, and whether they are to be at work: after a crash it goes on with those that are.
CREATE TABLE server_job (
    job        TEXT    PRIMARY KEY,
    input_name TEXT    NOT NULL,
    question   TEXT    NOT NULL,
    teacher    TEXT    NOT NULL,
    invocation TEXT    NOT NULL CHECK (json_valid(invocation)),
    settings   TEXT    NOT NULL CHECK (json_valid(settings)),
    wanted     INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    retry      INTEGER NOT NULL DEFAULT 0 CHECK (retry IN (0, 1)),
    "by"       TEXT    NOT NULL,
    api_key    TEXT,
    at         TEXT    NOT NULL,
    problem    TEXT,
    curve      TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(curve))
) STRICT;

-- Who did what through the server. Holds no texts of leads.
CREATE TABLE deed (
    position         INTEGER PRIMARY KEY AUTOINCREMENT,
    at               TEXT    NOT NULL,
    "by"             TEXT    NOT NULL,
    api_key          TEXT,
    action           TEXT    NOT NULL,
    about            TEXT    NOT NULL,
    count            INTEGER,
    cost_nanodollars INTEGER
) STRICT;

CREATE INDEX deed_by_key ON deed (api_key) WHERE cost_nanodollars IS NOT NULL;

-- A call that two requests shared was paid once.
CREATE UNIQUE INDEX deed_of_call ON deed (about) WHERE action = 'ask';

CREATE TRIGGER deed_is_append_only BEFORE UPDATE ON deed
BEGIN
    SELECT RAISE(ABORT, 'The log of deeds is append-only.');
END;

-- Requests that came with an idempotency key, and what was answered: the same again is answered the same, and done once.
CREATE TABLE repeat (
    caller      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint BLOB    NOT NULL CHECK (length(fingerprint) = 32),
    at          TEXT    NOT NULL,
    status      INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 5;
