namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>What is done to a process at work on a job.</summary>
internal enum ProcessFaultKind
{
    /// <summary><c>leadscout classify</c> is killed.</summary>
    KillClassify,

    /// <summary><c>leadscout serve</c> is killed.</summary>
    KillServe,

    /// <summary>A system call of <c>leadscout classify</c> fails.</summary>
    FaultClassify,

    /// <summary>A system call of <c>leadscout serve</c> fails.</summary>
    FaultServe,
}
