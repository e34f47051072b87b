-- A claim is renewed as a lease is: that of a process which stands still, though it is connected, keeps nobody waiting for longer than a minute.
ALTER TABLE claim ADD COLUMN renewed_at timestamptz NOT NULL DEFAULT clock_timestamp();
