using System.Text;

namespace LeadScout.SampleGenerator;

/// <summary>The sample list and what its teacher was recorded to answer: the same bytes every time.</summary>
/// <param name="List">A CSV.</param>
/// <param name="Answers">A recording: columns text and label.</param>
/// <param name="Rows">Leads.</param>
/// <param name="DistinctTexts">Job titles that differ by more than capitals and blanks.</param>
internal sealed record Sample(string List, string Answers, int Rows, int DistinctTexts)
{
    public const string ListName = "leads.csv";
    public const string AnswersName = "department.tsv";

    private const int Leads = 7000;
    private const ulong Seed = 20;
    private const double NoTitleShare = 0.004;

    // A new lead has the title of an earlier one so often: what is common grows more common, and a long tail is rare (Yule, Simon).
    private const double KnownTitleShare = 0.5;

    /// <summary>Makes it.</summary>
    /// <exception cref="InvalidOperationException">The parts give one title two departments.</exception>
    public static Sample Generate()
    {
        var random = new SplitMix(Seed);
        var (list, answers) = (new StringBuilder("Lead ID,Company,Job Title,Country\n"), new RecordedAnswers());
        var earlier = new List<(Language, Forms, string)>();
        for (var lead = 1; lead <= Leads; lead++)
        {
            var drawn = earlier.Count > 0 && random.Unit() < KnownTitleShare ? random.OneOf(earlier) : Draw(random);
            earlier.Add(drawn);
            var (language, title, department) = drawn;
            var written = random.Unit() < NoTitleShare ? "" : new Hand(language, random).Write(title.Of(random.Below(2) == 0));
            if (written.Length > 0)
            {
                answers.Add(written, department);
            }

            list.Append(Row(lead, language, written, random));
        }

        return new Sample(list.ToString(), answers.ToString(), Leads, answers.Count);
    }

    private static (Language Language, Forms Title, string Department) Draw(SplitMix random)
    {
        var language = random.OneOf(Language.All, one => one.Share);
        var (title, department) = RecordedAnswers.Judge(new TitleSource(language, random).Next());
        return (language, title, department);
    }

    private static string Row(int lead, Language language, string title, SplitMix random)
    {
        string[] cells = [$"{lead:00000}", random.OneOf(language.Companies), title, random.OneOf(language.Countries)];
        return string.Join(',', cells.Select(Quoted)) + "\n";
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(',', '"') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
