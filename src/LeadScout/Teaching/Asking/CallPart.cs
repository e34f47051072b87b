using System.Collections.Immutable;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// What one call asks out of a request: the same questions about each of its texts. Texts with other questions open are another portion.
/// </summary>
/// <param name="Ask">The questions and texts.</param>
/// <param name="Keys">The texts' keys.</param>
/// <param name="Items">By place in the ask's answers: the item of the request.</param>
internal sealed record CallPart(Ask Ask, ImmutableArray<TextKey> Keys, ImmutableArray<int> Items)
{
    /// <summary>The fewest portions that hold these items, texts and questions in the order of their first item.</summary>
    public static IEnumerable<CallPart> Of(ImmutableArray<AskItem> all, IEnumerable<int> items) => items
        .GroupBy(item => all[item].Key, (_, text) => text.ToImmutableArray())
        .GroupBy(text => string.Join(' ', text.Select(item => all[item].Question.Name)))
        .Select(texts => Of(all, [.. texts]));

    /// <summary>In two, so that what is wrong with it can be narrowed down: by texts, or a lone text by questions.</summary>
    public IEnumerable<CallPart> Halves(ImmutableArray<AskItem> all)
    {
        var (texts, questions) = (Ask.Texts.Length, Ask.Questions.Length);
        return texts > 1
            ? [.. Of(all, Items[..(texts / 2 * questions)]), .. Of(all, Items[(texts / 2 * questions)..])]
            : [.. Of(all, Items[..(questions / 2)]), .. Of(all, Items[(questions / 2)..])];
    }

    /// <summary>Divided until each part fits into one call; what is asked by itself can't be divided.</summary>
    /// <param name="teacher">Whose calls they are.</param>
    /// <param name="all">The request's items.</param>
    /// <param name="mostTexts">The most texts in one call.</param>
    public IEnumerable<CallPart> Fitting(ITeacher teacher, ImmutableArray<AskItem> all, int mostTexts = int.MaxValue) =>
        Items.Length == 1 || (Ask.Texts.Length <= mostTexts && teacher.Fits(Ask))
            ? [this]
            : Halves(all).SelectMany(half => half.Fitting(teacher, all, mostTexts));

    /// <summary>The same call with room for so many tokens of thought; null for the usual room.</summary>
    public CallPart WithRoom(int? room) => this with { Ask = Ask with { ThinkingRoom = room } };

    private static CallPart Of(ImmutableArray<AskItem> all, ImmutableArray<ImmutableArray<int>> texts) => new(
        new Ask([.. texts[0].Select(item => all[item].Question)], [.. texts.Select(text => all[text[0]].Text)]),
        [.. texts.Select(text => all[text[0]].Key)],
        [.. texts.SelectMany(text => text)]);
}
