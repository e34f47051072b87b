using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Server.Jobs;

/// <summary>
/// The labels that a job keeps, as its list has them: those of texts whose rows all have the same one, if it is not reopened. Memory grows
/// with texts, never with rows. Thread-safe.
/// </summary>
internal sealed class KeptTexts
{
    private const int None = -1;

    private readonly Dictionary<TextKey, int> _labels = [];
    private readonly Question _question;

    private KeptTexts(Question question) => _question = question;

    /// <summary>The label that a text keeps; null for none.</summary>
    public string? LabelOf(string text) =>
        _labels.GetValueOrDefault(TextKey.Of(text), None) is >= 0 and var label ? _question.Labels[label].Name : null;

    /// <summary>Streams the list of a job once; null for one that keeps nothing.</summary>
    /// <exception cref="BadInputException">The list can't be read any more.</exception>
    public static KeptTexts? Read(JobRequest request, Question question)
    {
        if (request.Settings.Keep is not { } keep)
        {
            return null;
        }

        var (kept, matcher) = (new KeptTexts(question), new LabelMatcher(question));
        var meant = new Dictionary<string, int>(StringComparer.Ordinal);
        var reopened = keep.Reopen.Select(matcher.IndexOf).ToHashSet();
        using var reader = request.Input.Open();
        var texts = new RowText(question, reader, request.Input.Name, request.Settings);
        var given = new LeadText(TextTemplate.OfColumn(keep.Column), reader, request.Input.Name);
        while (reader.Row != request.Settings.Limit && reader.Read())
        {
            var text = texts.Of(reader, out var textless);
            if (textless is null && text.Length > 0)
            {
                kept.See(TextKey.Of(text), IndexOf(given.Of(reader).ToString()) is var label && reopened.Contains(label) ? None : label);
            }
        }

        return kept;

        int IndexOf(string value) => meant.TryGetValue(value, out var index) ? index : meant[value] = matcher.IndexOf(value);
    }

    private void See(TextKey text, int label) =>
        _labels[text] = _labels.TryGetValue(text, out var before) && before != label ? None : label;
}
