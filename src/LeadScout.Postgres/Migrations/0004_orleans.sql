-- The tables of Microsoft Orleans' membership and reminders, under the names that its ADO.NET providers ask for. They read their statements from orleansquery, each under its
-- key, and expect of a statement that changes something one number: whether it did.

CREATE TABLE orleansquery (
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);

-- One row a cluster: whoever changes the membership raises the version, and of two who do it at once one has read an old version and changes nothing.
CREATE TABLE orleansmembershipversiontable (
    deploymentid text PRIMARY KEY,
    timestamp    timestamptz NOT NULL DEFAULT now(),
    version      integer NOT NULL DEFAULT 0
);

CREATE TABLE orleansmembershiptable (
    deploymentid  text    NOT NULL REFERENCES orleansmembershipversiontable (deploymentid),
    address       text    NOT NULL,
    port          integer NOT NULL,
    generation    integer NOT NULL,
    siloname      text    NOT NULL,
    hostname      text    NOT NULL,
    status        integer NOT NULL,
    proxyport     integer,
    suspecttimes  text,
    starttime     timestamptz NOT NULL,
    iamalivetime  timestamptz NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation)
);

CREATE TABLE orleansreminderstable (
    serviceid    text    NOT NULL,
    grainid      text    NOT NULL,
    remindername text    NOT NULL,
    starttime    timestamptz NOT NULL,
    period       bigint  NOT NULL,
    grainhash    integer NOT NULL,
    version      integer NOT NULL,
    PRIMARY KEY (serviceid, grainid, remindername)
);

CREATE INDEX orleansreminderstable_by_hash ON orleansreminderstable (serviceid, grainhash);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
WITH made AS (
    INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*)::integer FROM made
$$),
('InsertMembershipKey', $$
WITH raised AS (
    UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
    WHERE deploymentid = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT 1 FROM orleansmembershiptable AS there
        WHERE there.deploymentid = @DeploymentId AND there.address = @Address AND there.port = @Port AND there.generation = @Generation)
    RETURNING deploymentid),
made AS (
    INSERT INTO orleansmembershiptable
        (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
    RETURNING 1)
SELECT count(*)::integer FROM made
$$),
('UpdateMembershipKey', $$
WITH raised AS (
    UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
    WHERE deploymentid = @DeploymentId AND version = @Version AND EXISTS (
        SELECT 1 FROM orleansmembershiptable AS there
        WHERE there.deploymentid = @DeploymentId AND there.address = @Address AND there.port = @Port AND there.generation = @Generation)
    RETURNING deploymentid),
changed AS (
    UPDATE orleansmembershiptable AS silo SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM raised
    WHERE silo.deploymentid = raised.deploymentid AND silo.address = @Address AND silo.port = @Port AND silo.generation = @Generation
    RETURNING 1)
SELECT count(*)::integer FROM changed
$$),
('UpdateIAmAlivetimeKey', $$
UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
SELECT cluster.deploymentid AS "DeploymentId", address AS "Address", port AS "Port", generation AS "Generation", siloname AS "SiloName",
       hostname AS "HostName", status AS "Status", proxyport AS "ProxyPort", suspecttimes AS "SuspectTimes", starttime AS "StartTime",
       iamalivetime AS "IAmAliveTime", version AS "Version"
FROM orleansmembershipversiontable AS cluster
LEFT JOIN orleansmembershiptable AS silo
    ON silo.deploymentid = cluster.deploymentid AND address = @Address AND port = @Port AND generation = @Generation
WHERE cluster.deploymentid = @DeploymentId
$$),
('MembershipReadAllKey', $$
SELECT cluster.deploymentid AS "DeploymentId", address AS "Address", port AS "Port", generation AS "Generation", siloname AS "SiloName",
       hostname AS "HostName", status AS "Status", proxyport AS "ProxyPort", suspecttimes AS "SuspectTimes", starttime AS "StartTime",
       iamalivetime AS "IAmAliveTime", version AS "Version"
FROM orleansmembershipversiontable AS cluster LEFT JOIN orleansmembershiptable AS silo ON silo.deploymentid = cluster.deploymentid
WHERE cluster.deploymentid = @DeploymentId
$$),
('GatewaysQueryKey', $$
SELECT address AS "Address", proxyport AS "ProxyPort", generation AS "Generation"
FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$$),
('DeleteMembershipTableEntriesKey', $$
DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId;
DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId
$$),
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
$$),
('UpsertReminderRowKey', $$
INSERT INTO orleansreminderstable AS there (serviceid, grainid, remindername, starttime, period, grainhash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (serviceid, grainid, remindername) DO UPDATE SET
    starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = there.version + 1
RETURNING version AS "Version"
$$),
('ReadReminderRowKey', $$
SELECT grainid AS "GrainId", remindername AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$$),
('ReadReminderRowsKey', $$
SELECT grainid AS "GrainId", remindername AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainid = @GrainId
$$),
('ReadRangeRows1Key', $$
SELECT grainid AS "GrainId", remindername AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash
$$),
('ReadRangeRows2Key', $$
SELECT grainid AS "GrainId", remindername AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM orleansreminderstable WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
WITH gone AS (
    DELETE FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
SELECT count(*)::integer FROM gone
$$),
('DeleteReminderRowsKey', $$
DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId
$$);
