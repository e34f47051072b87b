using System.Collections.Immutable;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// What one call asks out of a request: the same questions about each of its texts. Texts with other questions open are another part.
/// </summary>
/// <param name="Ask">The questions and texts.</param>
/// <param name="Asks">By place in the reply: what it is about.</param>
internal sealed record CallPart(Ask Ask, ImmutableArray<PlannedAsk> Asks)
{
    /// <summary>The asks of each text's first question: one for each text, in order.</summary>
    public IEnumerable<PlannedAsk> Texts => Asks.Where((_, place) => place % Ask.Questions.Length == 0);

    /// <summary>The fewest parts that hold these asks, texts and questions in the order of their first ask.</summary>
    public static IEnumerable<CallPart> Of(IEnumerable<PlannedAsk> asks) => asks
        .GroupBy(ask => ask.Key, (_, text) => text.ToImmutableArray())
        .GroupBy(text => string.Join(' ', text.Select(ask => ask.Question.Name)))
        .Select(texts => Of([.. texts]));

    /// <summary>In two, so that what is wrong with it can be narrowed down: by texts, or a lone text by questions.</summary>
    public IEnumerable<CallPart> Halves()
    {
        var (texts, questions) = (Ask.Texts.Length, Ask.Questions.Length);
        var half = texts > 1 ? texts / 2 * questions : questions / 2;
        return [.. Of(Asks[..half]), .. Of(Asks[half..])];
    }

    /// <summary>Its first so many texts each by itself, and then the others together.</summary>
    public IEnumerable<CallPart> FirstAlone(int texts)
    {
        var questions = Ask.Questions.Length;
        return Enumerable.Range(0, texts)
            .Select(text => Asks[(text * questions)..((text + 1) * questions)])
            .Append(Asks[(texts * questions)..])
            .Where(asks => !asks.IsEmpty)
            .SelectMany(asks => Of(asks));
    }

    /// <summary>Divided until each part fits into one call; what is asked by itself can't be divided.</summary>
    /// <param name="teacher">Whose calls they are.</param>
    /// <param name="mostTexts">The most texts in one call.</param>
    public IEnumerable<CallPart> Fitting(TeacherProfile teacher, int mostTexts = int.MaxValue) =>
        Asks.Length == 1 || (Ask.Texts.Length <= mostTexts && teacher.Fits(Ask))
            ? [this]
            : Halves().SelectMany(half => half.Fitting(teacher, mostTexts));

    /// <summary>The same call with room for so many tokens of thought; null for the usual room.</summary>
    public CallPart WithRoom(int? room) => this with { Ask = Ask with { ThinkingRoom = room } };

    private static CallPart Of(ImmutableArray<ImmutableArray<PlannedAsk>> texts) => new(
        new Ask([.. texts[0].Select(ask => ask.Question)], [.. texts.Select(text => text[0].Text)]), [.. texts.SelectMany(text => text)]);
}
