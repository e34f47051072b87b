-- What texts mean to a model: half-precision numbers, little-endian, one after the other.
CREATE TABLE vector_model (
    id   INTEGER PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE vector (
    text_key BLOB    NOT NULL CHECK (length(text_key) = 16),
    model    INTEGER NOT NULL REFERENCES vector_model (id),
    at       TEXT    NOT NULL,
    vector   BLOB    NOT NULL,
    PRIMARY KEY (text_key, model)
) STRICT;

PRAGMA user_version = 10;
