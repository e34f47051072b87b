namespace LeadScout.Application.Patterns;

/// <summary>What comes first in a list of patterns; equals by name.</summary>
public enum PatternSort
{
    /// <summary>How surely its answers have one label: the lower end of the interval for the share of the most frequent one.</summary>
    Strength = 0,

    /// <summary>Most answered texts.</summary>
    Answers,

    /// <summary>Most rows for which it was decisive.</summary>
    Applied,

    /// <summary>How surely audits contradict it: the lower end of the interval for the share of them that did.</summary>
    Errors,

    /// <summary>By name.</summary>
    Name,
}
