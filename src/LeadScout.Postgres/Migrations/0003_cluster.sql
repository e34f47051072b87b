-- What servers that are one service have to know of each other. A row here is never the proof that its node may write for a job: that is the epoch in job_lease.

-- The nodes, by the number of their process; see job_lease. Times are the database's own, so that nobody's clock has a say.
CREATE TABLE node (
    holder     integer PRIMARY KEY,
    name       text    NOT NULL,
    address    text,
    version    text    NOT NULL,
    places     integer NOT NULL,
    position   bigint  NOT NULL,
    started_at timestamptz NOT NULL,
    beat_at    timestamptz NOT NULL
);

-- What is at work where. The detail is what a node says of its run to those who look at it from another.
CREATE TABLE job_run (
    job     text COLLATE "C" PRIMARY KEY,
    holder  integer NOT NULL,
    node    text    NOT NULL,
    detail  text    NOT NULL,
    version bigint  NOT NULL,
    beat_at timestamptz NOT NULL
);

CREATE INDEX server_job_wanted ON server_job (at, job) WHERE wanted;

-- Questions whose log has changed otherwise than by growing: an answer was taken back or forgotten, a pattern retired. Written under the row of log, so numbers become visible in order.
CREATE TABLE reopened_question (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    question bytea NOT NULL CHECK (length(question) = 16),
    at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The data folder's files that every node needs: lists, questions, results, the keys of cookies.
CREATE SEQUENCE shared_file_version;

CREATE TABLE shared_file (
    path    text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    bytes   bigint NOT NULL,
    hash    bytea  NOT NULL CHECK (length(hash) = 32),
    at      timestamptz NOT NULL
);

CREATE TABLE shared_file_chunk (
    path    text COLLATE "C" NOT NULL REFERENCES shared_file (path) ON DELETE CASCADE,
    place   integer NOT NULL,
    content bytea   NOT NULL,
    PRIMARY KEY (path, place)
);

-- They are packed or hold little that packs well twice; and what is stored plainly is read in pieces.
ALTER TABLE shared_file_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
