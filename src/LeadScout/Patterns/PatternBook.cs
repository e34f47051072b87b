using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// All patterns of a question: a fold over its answer store. What is kept is one line a text (its answer and audit, not the
/// text) and, for each pattern, which texts carry it (4 bytes for each but the first); evidence and track record are added up when
/// somebody looks. So a person's answer moves the evidence of all its patterns by changing one line, and replaying the log gives the
/// same book. Not thread-safe.
/// </summary>
public sealed class PatternBook(Question question)
{
    private readonly FeatureReader _reader = new();
    private readonly Dictionary<TextKey, int> _lessonOf = [];
    private readonly List<Lesson> _lessons = [];
    private readonly Dictionary<string, PostingList> _patterns = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<PatternKey, AppliedPattern>> _applied = new(StringComparer.Ordinal); // by job
    private readonly List<PatternVerdict> _verdicts = [];
    private Dictionary<string, PatternVerdict> _retired = new(StringComparer.Ordinal);

    /// <summary>Number of patterns, those of one text included.</summary>
    public int Count => _patterns.Count;

    /// <summary>Number of answered texts.</summary>
    public int TextCount => _lessons.Count;

    /// <summary>The verdicts that keep patterns out of the student, in the order in which they were given.</summary>
    public IReadOnlyList<PatternVerdict> Retired => RetiredPatterns.Of(_verdicts);

    /// <summary>
    /// Reads the book of a question under a teacher: that teacher's answers and every person's, all verdicts, and where the teacher's jobs
    /// applied patterns.
    /// </summary>
    public static async Task<PatternBook> ReadAsync(
        Question question, string teacher, IPatternStore store, CancellationToken cancellation = default)
    {
        var book = new PatternBook(question);
        await foreach (var answer in store.ReadAsync(question.Version, teacher, cancellation).ConfigureAwait(false))
        {
            book.Fold(answer);
        }

        foreach (var verdict in await store.VerdictsAsync(question.Version, cancellation).ConfigureAwait(false))
        {
            book.Fold(verdict);
        }

        foreach (
            var applied in (await store.AppliedAsync(question.Version, teacher, cancellation).ConfigureAwait(false)).GroupBy(applied => applied.Job))
        {
            book.Apply(applied.Key, applied);
        }

        return book;
    }

    /// <summary>
    /// Takes in an answer, in log order. A text counts once, by the answer that <see cref="AnswerPrecedence"/> names. Answers to another
    /// question version, or with a label that the question does not know, say nothing.
    /// </summary>
    public void Fold(Answer answer)
    {
        var label = question.IndexOf(answer.Label);
        if (label < 0 || answer.Question != question.Version)
        {
            return;
        }

        ref var lesson = ref CollectionsMarshal.GetValueRefOrAddDefault(_lessonOf, answer.Key, out var known);
        if (!known)
        {
            lesson = _lessons.Count;
            _lessons.Add(Lesson.None);
            Read(TextNormaliser.Normalise(answer.Text), lesson);
        }

        var student = answer.Audit is { } audit ? question.IndexOf(audit.StudentLabel) : -1;
        _lessons[lesson] = _lessons[lesson].After(answer, label, student);
    }

    /// <summary>Takes in a verdict, in log order.</summary>
    public void Fold(PatternVerdict verdict)
    {
        if (verdict.Question == question.Version)
        {
            _verdicts.Add(verdict);
            _retired = Retired.ToDictionary(standing => standing.Pattern, StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// Takes in where a job applied patterns, in place of what the same job said before. Decisions are not in the log, so a replay needs
    /// this again.
    /// </summary>
    public void Apply(JobId job, IEnumerable<AppliedPattern> applied) =>
        _applied[job.Value] = applied.ToDictionary(pattern => pattern.Pattern);

    /// <summary>The pattern of that name, or null when no answered text carries it.</summary>
    public Pattern? Find(string name) => _patterns.TryGetValue(name, out var carriers) ? Describe(name, carriers) : null;

    /// <summary>The patterns that at least <paramref name="fewestTexts"/> answered texts carry, by name.</summary>
    public IEnumerable<Pattern> All(int fewestTexts = 1) =>
        _patterns.Where(pattern => pattern.Value.Count >= fewestTexts)
            .OrderBy(pattern => pattern.Key, StringComparer.Ordinal)
            .Select(pattern => Describe(pattern.Key, pattern.Value));

    /// <summary>
    /// The patterns that at least <paramref name="fewestTexts"/> answered texts carry, sorted into what a person would call one thing, by the
    /// name of the head; of a word, all its forms.
    /// </summary>
    public IEnumerable<PatternGroup> Groups(int fewestTexts = 2) =>
        PatternGrouping.Of(_patterns.Where(pattern => pattern.Value.Count >= fewestTexts || pattern.Value.Kind == FeatureKind.Word).Select(pattern => CarriedOf(pattern.Key, pattern.Value)))
            .Where(group => group.Texts.Count >= fewestTexts)
            .OrderBy(group => group.Members[0].Name, StringComparer.Ordinal)
            .Select(Describe);

    /// <summary>
    /// What each kind of pattern that a text has makes of the audits by itself, retired patterns aside; one pass over the patterns.
    /// </summary>
    public IReadOnlyList<KindTrust> TrustByKind()
    {
        var votes = new SortedDictionary<FeatureKind, KindVotes>();
        foreach (var (name, carriers) in _patterns)
        {
            if (!votes.TryGetValue(carriers.Kind, out var ofKind))
            {
                votes[carriers.Kind] = ofKind = new KindVotes(question.Labels.Length);
            }

            if (!_retired.ContainsKey(name))
            {
                ofKind.Add(carriers, _lessons);
            }
        }

        return [.. votes.Select(kind => kind.Value.Of(kind.Key, _lessons))];
    }

    private void Read(string normalised, int lesson)
    {
        var lookup = _patterns.GetAlternateLookup<ReadOnlySpan<char>>();
        _reader.Read(normalised, (kind, name) =>
        {
            ref var carriers = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, name, out var known);
            if (known)
            {
                carriers.Add(lesson);
            }
            else
            {
                carriers = new PostingList(kind, lesson);
            }
        });
    }

    private Pattern Describe(string name, PostingList carriers)
    {
        var lessons = LessonsOf(carriers);
        var (answers, positions) = (new int[question.Labels.Length], new long[lessons.Length]);
        Tally(lessons, answers, positions);
        Array.Sort(positions);
        var (confirmed, contradicted) = Judge(lessons, answers);
        return new Pattern
        {
            Name = name,
            Kind = carriers.Kind,
            Texts = carriers.Count,
            Answers = [.. answers],
            Origins = [.. positions.AsSpan(0, Math.Min(positions.Length, Pattern.MostOrigins))],
            Applied = [.. AppliedIn(PatternKey.Of(name))],
            Confirmed = confirmed,
            Contradicted = contradicted,
            Retired = _retired.GetValueOrDefault(name),
        };
    }

    private PatternGroup Describe(PatternGrouping.Draft group)
    {
        int[] lessons = [.. group.Texts.Order()];
        var (answers, positions) = (new int[question.Labels.Length], new long[lessons.Length]);
        Tally(lessons, answers, positions);
        var (confirmed, contradicted) = Judge(lessons, answers);
        return new PatternGroup
        {
            Name = group.Name,
            Patterns =
            [
                Find(group.Members[0].Name)!,
                .. group.Members.Skip(1).OrderByDescending(member => member.Lessons.Length).ThenBy(member => member.Name, StringComparer.Ordinal).Select(member => Find(member.Name)!),
            ],
            In = [.. group.In],
            Texts = lessons.Length,
            Answers = [.. answers],
            FirstPosition = positions.Min(),
            Confirmed = confirmed,
            Contradicted = contradicted,
            Applied =
            [
                .. group.Members.Where(member => member.Lessons.All(group.Texts.Contains)).SelectMany(member => AppliedIn(PatternKey.Of(member.Name)))
                    .GroupBy(applied => applied.Job).Select(job => job.MaxBy(applied => applied.Rows)!),
            ],
        };
    }

    private Carried CarriedOf(string name, PostingList carriers)
    {
        var (lessons, answers) = (LessonsOf(carriers), new int[question.Labels.Length]);
        Tally(lessons, answers, new long[lessons.Length]);
        return new Carried(name, carriers.Kind, lessons, Array.IndexOf(answers, answers.Max()));
    }

    private static int[] LessonsOf(PostingList carriers)
    {
        var lessons = new int[carriers.Count];
        for (var at = 0; at < lessons.Length; at++)
        {
            lessons[at] = carriers[at];
        }

        return lessons;
    }

    private void Tally(ReadOnlySpan<int> lessons, int[] answers, long[] positions)
    {
        for (var at = 0; at < lessons.Length; at++)
        {
            var lesson = _lessons[lessons[at]];
            answers[lesson.Label]++;
            positions[at] = lesson.Position;
        }
    }

    private IEnumerable<AppliedPattern> AppliedIn(PatternKey pattern)
    {
        foreach (var job in _applied.Values)
        {
            if (job.TryGetValue(pattern, out var applied))
            {
                yield return applied;
            }
        }
    }

    /// <summary>
    /// An audit is about a pattern, or a group of them, that its text carries when no label has more of the other answers than the one the student had said.
    /// </summary>
    private (int Confirmed, int Contradicted) Judge(ReadOnlySpan<int> lessons, int[] answers)
    {
        var (confirmed, contradicted) = (0, 0);
        foreach (var at in lessons)
        {
            var lesson = _lessons[at];
            if (!lesson.IsAudited)
            {
                continue;
            }

            answers[lesson.Label]--;
            var speaks = answers[lesson.Student] > 0 && answers[lesson.Student] == answers.Max();
            answers[lesson.Label]++;
            confirmed += speaks && lesson.Teacher == lesson.Student ? 1 : 0;
            contradicted += speaks && lesson.Teacher != lesson.Student ? 1 : 0;
        }

        return (confirmed, contradicted);
    }
}
