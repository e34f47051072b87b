namespace LeadScout.Server.Dashboard.Charts;

/// <summary>A point of a chart.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Tone">The name of its colour in the style sheet, such as <c>teacher</c>.</param>
/// <param name="Points">By rising x.</param>
public sealed record Series(string Name, string Tone, IReadOnlyList<Point> Points)
{
    /// <summary>Whether a value holds from the point before up to its own, so that the line goes by steps.</summary>
    public bool IsStepped { get; init; }

    /// <summary>Whether it is a comparison, not the thing itself.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>A part of a whole.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">The name of its colour in the style sheet.</param>
/// <param name="Value">How much; not negative.</param>
public sealed record Part(string Name, string Tone, long Value);
