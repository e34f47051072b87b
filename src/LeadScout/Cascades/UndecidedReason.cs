namespace LeadScout.Cascades;

/// <summary>Why a text has no label.</summary>
public enum UndecidedReason
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>There is no text: nothing was sent.</summary>
    Blank,

    /// <summary>The teacher was asked several times and gave no label of the question.</summary>
    Failed,

    /// <summary>The purse was empty first.</summary>
    OutOfMoney,

    /// <summary>The job was stopped before the text's turn.</summary>
    NotAsked,

    /// <summary>The text alone is longer than the model takes: nothing was sent.</summary>
    TooLong,
}
