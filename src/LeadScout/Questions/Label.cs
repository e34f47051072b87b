namespace LeadScout.Questions;

/// <summary>One of the closed list of things a <see cref="Question"/> may be answered with.</summary>
public sealed record Label
{
    /// <param name="name">What is written into the result file; not blank, without line breaks.</param>
    /// <param name="means">What the teacher is told about it, or null.</param>
    /// <exception cref="ArgumentException">The name is blank or has a line break or surrounding white space.</exception>
    public Label(string name, string? means = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.AsSpan().IndexOfAny('\r', '\n') >= 0 || name.Trim().Length != name.Length)
        {
            throw new ArgumentException($"The label '{name}' has a line break or surrounding white space.", nameof(name));
        }

        Name = name;
        Means = string.IsNullOrWhiteSpace(means) ? null : means.Trim();
    }

    /// <summary>The label as it stands in the result file.</summary>
    public string Name { get; }

    /// <summary>What the teacher is told about the label, or null.</summary>
    public string? Means { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
