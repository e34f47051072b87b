using System.Collections.Immutable;
using System.Text;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>A model's words with the JSON in them, and which of it is the answer.</summary>
internal sealed class Spoken
{
    private readonly Sections _sections;
    private readonly ImmutableArray<Fragment> _fragments;
    private readonly ImmutableArray<ReplyValue> _drafts;

    /// <param name="sections">Words in which thoughts and answer have been told apart.</param>
    public Spoken(Sections sections)
    {
        _sections = sections;
        _fragments = Fragment.In(sections.Answer);
        _drafts =
            [.. sections.Drafts.SelectMany(draft => Fragment.In(draft)).Where(fragment => fragment.Value.IsWhole)
                .Select(fragment => fragment.Value)];
    }

    /// <summary>Whether there is a JSON object, or the beginning of one, where the answer must be or before it.</summary>
    public bool ShowsAnObject => !_drafts.IsEmpty || _fragments.Any(fragment => fragment.Value.ShowsAnObject);

    /// <summary>Whether nothing was said before the first value.</summary>
    private bool BeginsWithJson =>
        !_sections.IsOpenThought
            && Array.TrueForAll([.. _sections.Drafts], Layout.Is)
            && Layout.Is(_sections.Answer[.._fragments[0].Start]);

    /// <summary>Says the answer, and what speaks against it.</summary>
    /// <param name="asked">What was asked.</param>
    /// <param name="labels">Told of it.</param>
    /// <param name="isCutOff">Whether the words were cut off, as the server says.</param>
    public void Tell(Asked asked, ItemLabels labels, bool isCutOff)
    {
        var runs = Runs()
            .Select(run => (Run: run, Says: Statements.InTurn([.. run.Select(fragment => Statements.In(fragment.Value, asked))])))
            .Where(run => !run.Says.IsEmpty)
            .ToList();
        var answer = runs.Count > 0 && IsLastWord(runs[^1].Run, isCutOff) ? runs[^1].Says : null;
        if (answer is null && _fragments is [{ Value.IsWhole: false } only] && BeginsWithJson)
        {
            answer = Statements.In(only.Value, asked);
        }

        if (answer is not null)
        {
            labels.Hear(answer.Final);
            labels.IsMisnumbered = Numbering.IsFromNought((runs.Count > 0 ? runs[^1].Run : _fragments).Select(fragment => fragment.Value));
        }

        labels.Contest(answer?.Drafts ?? []);
        foreach (
            var draft in _drafts.Select(draft => Statements.In(draft, asked)).Concat(runs.Select(run => run.Says)).Where(draft => !ReferenceEquals(draft, answer)))
        {
            labels.Contest(draft.Final);
            labels.Contest(draft.Drafts);
        }

        if (answer is not null && runs.Count > 0)
        {
            Afterword.Apply(WordsBehind(runs[^1].Run), asked, labels);
        }
    }

    private string WordsBehind(ImmutableArray<Fragment> run)
    {
        var words = new StringBuilder();
        var from = run[^1].End;
        foreach (var fragment in _fragments.Where(fragment => fragment.Start >= from))
        {
            words.Append(_sections.Answer, from, fragment.Start - from).Append('\n');
            from = fragment.End;
        }

        return words.Append(_sections.Answer, from, _sections.Answer.Length - from).ToString();
    }

    /// <summary>Whole values, those together that follow one another without a word between them.</summary>
    private IEnumerable<ImmutableArray<Fragment>> Runs()
    {
        var run = ImmutableArray.CreateBuilder<Fragment>();
        foreach (var fragment in _fragments)
        {
            if (run.Count > 0 && (!fragment.Value.IsWhole || !Layout.Is(_sections.Answer[run[^1].End..fragment.Start])))
            {
                yield return run.DrainToImmutable();
            }

            if (fragment.Value.IsWhole)
            {
                run.Add(fragment);
            }
        }

        if (run.Count > 0)
        {
            yield return run.DrainToImmutable();
        }
    }

    /// <summary>
    /// Whether the last values that speak of items are the answer: nothing calls them a draft, and nothing that broke off comes after them.
    /// Words that were cut off might have gone on, and a thought without an end might be no answer yet: then nothing else at all comes
    /// after them, and, where the words were cut off, nothing comes before them.
    /// </summary>
    private bool IsLastWord(ImmutableArray<Fragment> run, bool isCutOff)
    {
        var end = run[^1].End;
        return !_fragments.Any(fragment => fragment.Start >= end && !fragment.Value.IsWhole)
            && !Foreword.AnnouncesADraft(_sections.Answer[..run[0].Start])
            && ((!isCutOff && !_sections.IsOpenThought) || Layout.Is(_sections.Answer[end..]))
            && (!isCutOff || (BeginsWithJson && _fragments[0] == run[0]));
    }
}
