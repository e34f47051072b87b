namespace LeadScout.Teaching;

/// <summary>What a model thinks before it answers, in output tokens: so much a call and so much a text.</summary>
/// <param name="PerCall">Whatever the number of texts; at least 0.</param>
/// <param name="PerText">For each text on top; at least 0.</param>
public readonly record struct ThinkingLine(double PerCall, double PerText)
{
    /// <summary>Whether the user said so; else it is what is usual for the model, or what it has shown.</summary>
    public bool IsStated { get; init; }

    /// <summary>For a call with so many texts.</summary>
    public double Of(int texts) => PerCall + (PerText * texts);
}
