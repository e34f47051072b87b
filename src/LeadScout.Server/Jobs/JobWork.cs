namespace LeadScout.Server.Jobs;

/// <summary>What the server does with a job at this moment.</summary>
public enum JobWork
{
    /// <summary>Nothing: it is done, paused, stopped, or not this server's.</summary>
    Idle = 0,

    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>It is at work.</summary>
    Working,

    /// <summary>It was told to pause, and awaits the calls in flight.</summary>
    Pausing,
}
