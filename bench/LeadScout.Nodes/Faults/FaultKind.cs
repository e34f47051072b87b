namespace LeadScout.Nodes.Faults;

/// <summary>What is done to a service while it works on a job.</summary>
internal enum FaultKind
{
    /// <summary>The job's node is killed.</summary>
    KillOwn,

    /// <summary>Another node is killed.</summary>
    KillOther,

    /// <summary>All nodes are killed at once, and others start.</summary>
    KillAll,

    /// <summary>The job's node stands still for longer than its lease, and then goes on.</summary>
    StandStill,

    /// <summary>The job's node is cut off from the database.</summary>
    CutFromDatabase,

    /// <summary>A node is cut off from the other nodes.</summary>
    CutFromNodes,

    /// <summary>The database is restarted.</summary>
    RestartDatabase,

    /// <summary>Connections to the database are ended, some at a time.</summary>
    TerminateBackends,

    /// <summary>The database's disk is full for a while.</summary>
    DiskFull,

    /// <summary>A node's clock is wrong by an hour, and the job's node is killed in half of the runs.</summary>
    WrongClock,
}
