namespace LeadScout.Streaming;

/// <summary>What the cascade has to say about a text: at once, or when the teacher's answer is home.</summary>
/// <param name="Decided">The decision; null while it is waited for.</param>
/// <param name="Waiter">Whom to wait for; null for nobody.</param>
internal readonly record struct Planned(Classification? Decided, Waiter? Waiter)
{
    /// <summary>Whether there is nothing to wait for any more.</summary>
    public bool IsDecided => Waiter is null || Waiter.Text.Home.IsCompleted;
}

/// <summary>A row of a stream.</summary>
internal sealed record StreamRow<T>(T Item, Planned Planned)
{
    public bool IsDecided => Planned.IsDecided;

    public Waiter? Waiter => Planned.Waiter;
}
