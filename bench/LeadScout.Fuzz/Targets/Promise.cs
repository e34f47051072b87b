using System.Diagnostics.CodeAnalysis;
using LeadScout.Fuzz.Engine;

namespace LeadScout.Fuzz.Targets;

/// <summary>What must hold, said so that a finding can be read.</summary>
internal static class Promise
{
    /// <summary>Refuses to go on where something does not hold.</summary>
    public static void Holds([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }

    /// <summary>Two values are one.</summary>
    public static void Same<T>(T expected, T actual, string of) =>
        Holds(EqualityComparer<T>.Default.Equals(expected, actual), $"{of}: expected '{expected}', got '{actual}'.");

    /// <summary>Two lists of texts are one.</summary>
    public static void SameTexts(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string of) =>
        Holds(expected.SequenceEqual(actual, StringComparer.Ordinal), $"{of}: expected {Shown(expected)}, got {Shown(actual)}.");

    private static string Shown(IReadOnlyList<string> texts) => string.Join('|', texts.Take(20).Select(text => text.Length <= 200 ? text : text[..200]));
}
