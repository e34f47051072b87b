using System.Collections.Immutable;
using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// What a person would call one thing: a word with its forms, and the parts, sounds and phrases that belong to it. Its evidence is that of
/// the texts with one of its words, each counted once however many of its patterns a text carries. What belongs to no one word is a group
/// of its own.
/// </summary>
public sealed record PatternGroup
{
    /// <summary>What it is called: its commonest word, or what its words have in common; of a part of words, that part.</summary>
    public required string Name { get; init; }

    /// <summary>Its patterns: the one that it is called by, then the others, those of most texts first.</summary>
    public required ImmutableArray<Pattern> Patterns { get; init; }

    /// <summary>The pattern that it is called by.</summary>
    public Pattern Head => Patterns[0];

    /// <summary>Of a part of words that stands in no one word mostly: the words that it stands in most often; else empty.</summary>
    public ImmutableArray<string> In { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether it is a part of words or a sound that belongs to no one word.</summary>
    public bool IsPart => Head.Kind != FeatureKind.Word;

    /// <summary>Number of answered texts with one of its words, or with the pattern that it is called by.</summary>
    public required int Texts { get; init; }

    /// <summary>By index of the question's labels: how many of these texts have that answer; the sum is <see cref="Texts"/>.</summary>
    public required ImmutableArray<int> Answers { get; init; }

    /// <summary>The place in the log of the first answer that it came from.</summary>
    public required long FirstPosition { get; init; }

    /// <summary>Audits in which the student had said what the group speaks for, and the teacher said the same; each counted once.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Audits in which the student had said what the group speaks for, and the teacher said otherwise; each counted once.</summary>
    public required int Contradicted { get; init; }

    /// <summary>
    /// By job, at least what rests on it: the most that rests on one of its patterns, of those that no answered text without its words has.
    /// What rests on several is not told apart, so a sum would count it twice.
    /// </summary>
    public required ImmutableArray<AppliedPattern> Applied { get; init; }

    /// <summary>Rows that rest on it, over all jobs: at least so many.</summary>
    public long AppliedRows => Applied.Sum(applied => applied.Rows);

    /// <summary>The label that most of its texts have, by index.</summary>
    public int TopLabel => Answers.IndexOf(Answers.Max());
}
