using CsCheck;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching.Asking;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Answers;

/// <summary>Every place that takes one of several answers takes the one that a comparison of each with each other leaves unbeaten.</summary>
public sealed class AnswerPrecedenceTests
{
    private const string First = "t1";
    private const string Second = "t2";

    private static readonly TextKey Key = TextKey.Of("CFO");

    private static readonly Gen<Answer[]> GenLog = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool).Array[0, 9]
        .Select(entries => entries.Select((entry, at) => AnswerOf(entry.Item1, entry.Item2, entry.Item3, at + 1)).ToArray());

    [Fact]
    public void The_standing_answer_is_the_one_that_no_other_beats() => GenLog.Sample(log =>
    {
        Assert.Equal(Unbeaten(log), AnswerPrecedence.Standing(log));
        Assert.Equal(Unbeaten(log.Where(IsHeard(First))) ?? Unbeaten(log), AnswerPrecedence.Standing(log, First));
        Assert.Equal(Unbeaten(log.Where(answer => answer.Source == AnswerSource.Person)), AnswerPrecedence.LastOfPersons(log));
        Assert.Equal(log.Where(IsHeard(First)).Where(answer => answer.Retracted is null), log.Where(a => AnswerPrecedence.Counts(a, First)));
    });

    [Fact]
    public void Those_that_stand_for_somebody_are_those_that_stand_where_some_teacher_is_asked() => GenLog.Sample(log => Assert.Equal(
        new[] { First, Second }.Select(teacher => Unbeaten(log.Where(IsHeard(teacher)))).OfType<Answer>().Distinct().OrderBy(a => a.Position),
        AnswerPrecedence.StandingForEach(log)));

    [Fact]
    public void Of_two_that_contradict_each_other_it_is_said_which_one_stands() => GenLog.Where(log => log.Length == 2).Sample(log =>
    {
        var both = log.Select(answer => answer with { Retracted = null }).ToArray();
        Assert.Equal(
            AnswerPrecedence.Between(both[1], both[0]) switch
            {
                Precedence.IncomingPerson or Precedence.LastOfPerson => 2,
                Precedence.HeldPerson or Precedence.FirstOfTeacher => 1,
                _ => both[0].By == both[1].By ? 0 : 1, // each where its own teacher is asked
            },
            Unbeaten(both)!.Position);
    });

    [Fact]
    public async Task The_cascade_the_book_the_single_text_and_the_review_go_by_it() => await GenLog.SampleAsync(async log =>
    {
        var store = new InMemoryStore();
        await store.AppendAsync(log);
        var expected = Unbeaten(log.Where(IsHeard(First)));

        var (known, text) = (await Knowledge.ReadAsync(Samples.Question, First, store), "CFO");
        Assert.Equal(expected?.At, (known.Explain(text).Why as Why.Answered)?.At);
        var single = await Knowledge.FindAsync(Samples.Question, First, store, text);
        Assert.Equal(expected?.At, (single?.Why as Why.Answered)?.At);

        var book = await PatternBook.ReadAsync(Samples.Question, First, store);
        Assert.Equal(expected?.Position, book.Find("word:cfo")?.Origins[0]);

        var logged = await LoggedWord.ReadAsync(store, Samples.Question, List(), TestContext.Current.CancellationToken);
        Assert.Equal(
            Unbeaten(log.Where(answer => answer.Source == AnswerSource.Person))?.Label,
            logged.ByPersons.TryGetValue(0, out var label) ? Samples.Question.Labels[label].Name : null);
    });

    [Fact]
    public async Task A_second_teachers_word_counts_where_the_first_has_none() => await GenLog.SampleAsync(async log =>
    {
        var store = new InMemoryStore();
        await store.AppendAsync(log);
        var expected = Unbeaten(log.Where(IsHeard(First))) ?? Unbeaten(log.Where(IsHeard(Second)));
        var known = new KnownDecisions(Samples.Question);
        await foreach (var answer in store.ReadByRankAsync(Samples.Question.Version, First, Second))
        {
            known.Fold(answer);
        }

        Assert.Equal(expected?.At, (known.WhyOf(Key, "cfo") as Why.Answered)?.At);

        var taught = log.Where(answer => answer.Source == AnswerSource.Teacher).ToArray();
        var meanwhile = await new InFlightTexts(store).FindAsync(
            new PlannedAsk(Samples.Question, Key, "CFO"), [First, Second], TestContext.Current.CancellationToken);
        Assert.Equal((Unbeaten(taught.Where(IsHeard(First))) ?? Unbeaten(taught.Where(IsHeard(Second))))?.Position, meanwhile?.Position);
    });

    private static Answer? Unbeaten(IEnumerable<Answer> entries)
    {
        var held = entries.Where(answer => answer.Retracted is null).ToArray();
        return held.SingleOrDefault(one => held.All(other => ReferenceEquals(one, other) || Beats(one, other)));
    }

    private static bool Beats(Answer one, Answer other) => (one.Source, other.Source) switch
    {
        (AnswerSource.Person, AnswerSource.Teacher) => true,
        (AnswerSource.Teacher, AnswerSource.Person) => false,
        (AnswerSource.Person, _) => one.Position > other.Position,
        _ => one.Position < other.Position,
    };

    private static Func<Answer, bool> IsHeard(string teacher) => answer => answer.Source == AnswerSource.Person || answer.By == teacher;

    private static LabelledList List()
    {
        using var reader = new OneRow();
        return LabelledList.Read(reader, "list", Samples.Question, TextKeys.Plain, 1, 1);
    }

    private static Answer AnswerOf(int label, int by, bool takenBack, int position) => new()
    {
        Position = position,
        Question = Samples.Question.Version,
        Key = Key,
        Text = "CFO",
        Label = Samples.Question.Labels[label].Name,
        Source = by is 1 or 2 ? AnswerSource.Teacher : AnswerSource.Person,
        By = by switch { 1 or 3 => First, 2 => Second, _ => "anna" }, // a person may bear a teacher's name
        At = DateTimeOffset.UnixEpoch.AddSeconds(position),
        Retracted = by is 0 or 3 && takenBack ? new Retraction("me", DateTimeOffset.UnixEpoch) : null,
    };

    private sealed class OneRow : ILeadReader
    {
        private static readonly string[] Cells = ["CFO", "Sales", "1", "teacher"];

        public IReadOnlyList<string> Columns { get; } =
            ["Title", .. ResultColumns.Of(Samples.Question).Select(column => column.Name)];

        public long Row { get; private set; }

        public bool Read() => Row++ == 0;

        public ReadOnlySpan<char> Value(int column) => column < Cells.Length ? Cells[column] : "";

        public void Dispose()
        {
        }
    }
}
