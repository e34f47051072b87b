namespace LeadScout.Simulation.Seams;

/// <summary>What no store may ever do: it is done to see that the simulation notices.</summary>
internal enum Sabotage
{
    None,

    /// <summary>Keeps an answer of a reply less than it was given.</summary>
    LosesAnAnswer,

    /// <summary>Keeps the answers of a reply, and not what they cost.</summary>
    CommitsWithoutTheCost,

    /// <summary>Says that a call was never begun.</summary>
    ForgetsACall,

    /// <summary>Gives the answers back last first.</summary>
    ReadsTheLogBackwards,

    /// <summary>Lets anybody write who was taken over.</summary>
    SkipsTheEpoch,

    /// <summary>Says that a write is done, and does not do it.</summary>
    LosesTheJobsEnd,

    /// <summary>Gives back an answer with another label of the question.</summary>
    SwapsALabel,

    /// <summary>Gives the texts that the job has given up to nobody.</summary>
    ForgetsFailures,
}
