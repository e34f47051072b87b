-- What a server that works on this database has to remember beside jobs, calls and answers.

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
    at         TEXT    NOT NULL,
    problem    TEXT,
    curve      TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(curve))
) STRICT;

PRAGMA user_version = 6;
