using LeadScout.Questions;

namespace LeadScout.Cli.Review;

/// <summary>What a person wants done with the text before them.</summary>
internal abstract record ReviewChoice
{
    private ReviewChoice()
    {
    }

    /// <summary>This is its label.</summary>
    /// <param name="Index">Of the label.</param>
    public sealed record Label(int Index) : ReviewChoice;

    /// <summary>The label it has is right.</summary>
    public sealed record Keep : ReviewChoice;

    /// <summary>Can't tell, or not now.</summary>
    public sealed record Skip : ReviewChoice;

    /// <summary>Take back what was said about the text before.</summary>
    public sealed record Undo : ReviewChoice;

    /// <summary>Enough for now.</summary>
    /// <param name="Interrupted">By Ctrl-C.</param>
    public sealed record Stop(bool Interrupted = false) : ReviewChoice;
}
