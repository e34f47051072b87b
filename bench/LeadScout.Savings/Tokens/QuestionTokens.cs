using System.Collections.Immutable;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Savings.Sets;
using LeadScout.Teaching;

namespace LeadScout.Savings.Tokens;

/// <summary>A built-in question over the texts of a public set, with more and more rows in a call.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Set">The set's name.</param>
/// <param name="Texts">How many texts.</param>
/// <param name="Lines">One for each number of rows in a call.</param>
internal sealed record QuestionTokens(string Question, string Set, int Texts, ImmutableArray<TokensPerRow> Lines)
{
    /// <summary>Rows in a call that are measured.</summary>
    public static ImmutableArray<int> RowsPerCall { get; } = [1, 5, 10, 20, 40];

    /// <summary>Which texts are put to which question.</summary>
    public static ImmutableArray<(string Question, string Set)> Standard { get; } =
        [("department", "titles_h2b"), ("seniority", "titles_onet_reported"), ("industry", "companies_financedb"), ("name-language", "names_worldcup_squads")];

    private const int MostTexts = 1000;

    /// <summary>Measures the question over texts spread evenly over the set, each only once.</summary>
    public static QuestionTokens Of(TeacherProfile teacher, string question, LabelledSet set)
    {
        var every = Math.Max(1, set.Texts.Count / MostTexts);
        ImmutableArray<string> texts = [.. set.Texts.Where((_, i) => i % every == 0).Take(MostTexts)];
        var asked = BuiltInQuestions.Load(question).Question;
        return new(question, set.Name, texts.Length, [.. RowsPerCall.Select(rows => TokensPerRow.Of(teacher, asked, texts, rows))]);
    }
}
