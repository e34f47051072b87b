using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Lists;

/// <summary>What texts cost to ask, alone and together, by the prompts of one question. Immutable.</summary>
internal sealed class PromptPrices
{
    private readonly long[]? _alone; // by text, in billionths of a dollar; null where the price is unknown
    private readonly long _shared; // of every call, however many texts it holds

    private PromptPrices(long[]? alone, long shared, int textsPerCall, bool isFree) =>
        (_alone, _shared, TextsPerCall, IsFree) = (alone, shared, textsPerCall, isFree);

    /// <summary>Texts that go into one call, at least 1.</summary>
    public int TextsPerCall { get; }

    /// <summary>Whether nobody charges anything.</summary>
    public bool IsFree { get; }

    /// <summary>Prices the texts of a list.</summary>
    /// <param name="rowByRow">By text: what a call for each of its rows costs; null where the price is unknown.</param>
    /// <param name="texts">The list's texts.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="teacher">Who is asked first.</param>
    /// <param name="second">Who is asked what the first can't answer; null for nobody.</param>
    /// <param name="textsPerCall">Texts that go into one call, at least 1.</param>
    public static PromptPrices Of(
        Money[]? rowByRow, LeadTexts texts, Question question, TeacherProfile teacher, TeacherProfile? second, int textsPerCall)
    {
        var isFree = teacher.Price is { IsFree: true } && (second is null || second.Price is { IsFree: true });
        if (rowByRow is null || teacher.Price is not { } price)
        {
            return new PromptPrices(null, 0, textsPerCall, isFree);
        }

        long[] alone = [.. rowByRow.Select((cost, text) => cost.NanoDollars / texts.Rows(text))];
        return new PromptPrices(alone, texts.Count == 0 ? 0 : SharedOf(texts, question, teacher, price), textsPerCall, isFree);
    }

    /// <summary>What so many texts cost that would cost so much if each had a call of its own.</summary>
    /// <param name="texts">How many.</param>
    /// <param name="alone">The sum of what each costs by itself.</param>
    /// <param name="calls">The calls that hold them.</param>
    public SavingsStep Step(long texts, long alone, long calls) =>
        new(texts, calls, _alone is null ? null : new Money(Math.Max(0, alone - (_shared * (texts - calls)))));

    /// <summary>The same, with as many texts in each call as go.</summary>
    public SavingsStep Step(long texts, long alone) => Step(texts, alone, (texts + TextsPerCall - 1) / TextsPerCall);

    /// <summary>What a text costs by itself, in billionths of a dollar; 0 where the price is unknown.</summary>
    public long Alone(int text) => _alone?[text] ?? 0;

    // Instructions and labels: what two texts cost less together than apart.
    private static long SharedOf(LeadTexts texts, Question question, TeacherProfile teacher, Price price)
    {
        var (one, other) = (texts.Text(0), texts.Text(texts.Count - 1));
        var (first, second) = (Cost([one]), Cost([other]));
        return Math.Clamp(first + second - Cost([one, other]), 0, Math.Min(first, second));

        long Cost(string[] asked) => price.Of(teacher.Estimate(new Ask(question, [.. asked]))).NanoDollars;
    }
}
