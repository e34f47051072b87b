using LeadScout.Questions;

namespace LeadScout.Cli.Review;

/// <summary>What a person wants done with the text before them.</summary>
internal abstract record Wish
{
    private Wish()
    {
    }

    /// <summary>This is its label.</summary>
    /// <param name="Index">Of the label.</param>
    public sealed record Label(int Index) : Wish;

    /// <summary>The label it has is right.</summary>
    public sealed record Keep : Wish;

    /// <summary>Can't tell, or not now.</summary>
    public sealed record Skip : Wish;

    /// <summary>Take back what was said about the text before.</summary>
    public sealed record Undo : Wish;

    /// <summary>Enough for now.</summary>
    /// <param name="Interrupted">By Ctrl-C.</param>
    public sealed record Stop(bool Interrupted = false) : Wish;
}
