using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Savings.Tokens;

/// <summary>What a row takes when so many share a call.</summary>
/// <param name="Rows">Rows in one call.</param>
/// <param name="Input">Input tokens a row.</param>
/// <param name="Output">Output tokens a row.</param>
/// <param name="DollarsPerThousand">Money for 1,000 rows, no token out of the provider's cache.</param>
internal readonly record struct TokensPerRow(int Rows, double Input, double Output, decimal DollarsPerThousand)
{
    /// <summary>Tokens a row.</summary>
    public double Total => Input + Output;

    /// <summary>Packs the texts into calls, in order, and adds up what the teacher expects to use.</summary>
    public static TokensPerRow Of(TeacherProfile teacher, Question question, ImmutableArray<string> texts, int rows)
    {
        var calls = texts.Chunk(rows)
            .Select(chunk => teacher.Estimate(new Ask(question, [.. chunk])) with { CachedInputTokens = 0 })
            .ToArray();
        var sum = calls.Aggregate((a, b) => a + b);
        var dollars = calls.Sum(call => teacher.Price!.Of(call).Dollars);
        return new(rows, (double)sum.InputTokens / texts.Length, (double)sum.OutputTokens / texts.Length, 1000 * dollars / texts.Length);
    }
}
