using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Streaming;

public sealed class StreamEmbeddingTests
{
    private const int Dimensions = 8;

    // Words say nothing, meanings all.
    private static readonly string[] Titles = [.. Enumerable.Range(0, 1_200).Select(i => $"w{i}q")];

    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _failures = [];
    private readonly List<string> _heldBack = [];

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_texts_mean_saves_asks_in_a_stream_and_the_certificate_holds()
    {
        var (plain, seeing) = (Teacher(), Teacher());
        await OneByOneAsync(await OpenAsync(plain, (IEmbedder?)null, new InMemoryStore()));
        var cascade = await OpenAsync(seeing, Embedder());
        var all = await OneByOneAsync(cascade);

        Assert.InRange(seeing.AskedTexts.Count, 1, plain.AskedTexts.Count - 300);
        Assert.True(cascade.Certificate.Holds);
        Assert.InRange(Titles.Zip(all).Count(row => row.Second.Label != LabelOf(row.First)), 0, 24);
    }

    [Fact]
    public async Task Each_text_is_embedded_once_whoever_wants_it_and_however_often_it_comes()
    {
        var embedder = Embedder();
        var cascade = await OpenAsync(Teacher(), embedder);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => cascade.ClassifyAsync(Titles[i % 10], Gone)));
        await ListAsync(cascade, [.. Titles.Take(30), .. Titles.Take(30).Select(title => title.ToUpperInvariant())]);
        Assert.Equal(30, embedder.Texts.Count);

        var reopened = await OpenAsync(Teacher(), embedder);
        await ListAsync(reopened, [.. Titles.Take(30), "", "   ", "new"]);
        Assert.Equal("new", embedder.Texts[30..].Single());
    }

    [Fact]
    public async Task What_an_answer_or_a_rule_decides_is_never_embedded()
    {
        var embedder = Embedder();
        var question = new Question(
            "department", "Which?", TextTemplate.OfColumn("Job Title"), Samples.Question.Labels, [Rule.OfWords("Sales", ["boss"])]);
        var cascade = await Cascade.OpenAsync(question, Teacher(), _store, OptionsOf(embedder, _store), _clock, Gone);
        await cascade.ClassifyAsync("the boss", Gone);
        await ListAsync(cascade, "boss one", "", "two");
        Assert.Equal(["two"], embedder.Texts);
    }

    [Fact]
    public async Task Answered_texts_are_embedded_when_a_cascade_opens_for_they_are_lessons_and_it_is_said_before()
    {
        var teacher = Teacher();
        await ListAsync(await OpenAsync(teacher, (IEmbedder?)null), Titles[..300]);
        var embedder = Embedder();
        var said = 0;
        var embedding = EmbeddingOf(embedder, _store, opening: texts =>
        {
            Assert.Empty(embedder.Texts);
            said += texts.Count;
        });
        var cascade = await OpenAsync(Teacher(), embedding, _store);
        Assert.Equal(teacher.AskedTexts.Order(StringComparer.Ordinal), embedder.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(embedder.Texts.Count, said);
        await cascade.ClassifyAsync("something new", Gone);
        Assert.Equal("something new", embedder.Texts[^1]);
    }

    [Fact]
    public async Task The_stored_vector_counts_whatever_another_machine_makes_of_the_text()
    {
        var (first, second) = (Teacher(), Teacher());
        var other = new InMemoryStore();
        var once = await ListAsync(await OpenAsync(first, Embedder()), Titles);
        foreach (var some in Titles.Chunk(100))
        {
            TextKey[] keys = [.. some.Select(TextKey.Of)];
            var kept = await _store.VectorsAsync("fake:1", keys, Gone);
            await other.KeepVectorsAsync("fake:1", [.. keys.Zip(kept, KeyValuePair.Create)], _clock.GetUtcNow(), Gone);
        }

        var nonsense = new FakeEmbedder(text => Vector.Random(Dimensions, Hash128.Of(text).Upper));
        var again = await ListAsync(await OpenAsync(second, nonsense, other), Titles);
        Assert.Empty(nonsense.Texts);
        Assert.Equal(first.AskedTexts.Order(StringComparer.Ordinal), second.AskedTexts.Order(StringComparer.Ordinal));
        Assert.Equal(once.Select(one => one.Decision), again.Select(one => one.Decision));
    }

    public static TheoryData<string> Mishaps => ["limited", "unavailable", "auth", "too few", "longer", "zeros", "nan", "throws"];

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task A_text_without_a_vector_is_asked_and_no_answer_is_wrong_or_lost(string mishap)
    {
        var (teacher, works) = (Teacher(), false);
        var embedder = new FakeEmbedder(MeaningOf) { SentTo = "far away", Mishap = _ => works ? null : Bad(mishap) };
        works = true;
        var cascade = await OpenAsync(teacher, embedder);
        await ListAsync(cascade, Titles[..600]);
        works = false;
        var (asked, embedded) = (teacher.AskedTexts.Count, embedder.Texts.Count);

        var all = await ListAsync(cascade, Titles[600..700]);
        var alone = await cascade.ClassifyAsync(Titles[700], Gone);

        Assert.Equal(101, teacher.AskedTexts.Count - asked);
        Assert.Equal(Titles[600..701].Select(LabelOf), all.Append(alone).Select(one => one.Label));
        Assert.Single(_failures);
        Assert.InRange(embedder.Texts.Count - embedded, 1, 100); // after the first failure it is left alone
        Assert.Equal(alone.Key, TextKey.Of(Titles[700]));

        works = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var rest = await ListAsync(cascade, Titles[701..]);
        Assert.Contains(rest, one => one.Decision.Source == DecisionSource.Student);
        Assert.Single(_failures);
    }

    [Fact]
    public async Task A_call_that_hangs_is_waited_for_ten_seconds_by_one_text_and_what_it_brings_is_kept()
    {
        var hanging = new TaskCompletionSource();
        var embedder = new FakeEmbedder(MeaningOf) { SentTo = "far away", Delay = _ => hanging.Task };
        var teacher = Teacher();
        var cascade = await OpenAsync(teacher, embedder);

        var first = cascade.ClassifyAsync(Titles[0], Gone);
        await AdvanceUntilAsync(first, TimeSpan.FromSeconds(1));
        Assert.Equal(LabelOf(Titles[0]), (await first).Label);
        Assert.Equal(LabelOf(Titles[1]), (await cascade.ClassifyAsync(Titles[1], Gone)).Label);
        Assert.Equal([Titles[0]], embedder.Texts);
        Assert.Contains("fake:1 has not answered for 10 s", _failures.Single(), StringComparison.Ordinal);

        hanging.SetResult();
        await cascade.DrainAsync();
        Assert.Equal(["fake:1"], await _store.VectorModelsAsync(TextKey.Of(Titles[0]), Gone));
        await cascade.ClassifyAsync(Titles[2], Gone);
        Assert.Equal([Titles[0], Titles[2]], embedder.Texts);
    }

    [Fact]
    public async Task A_service_that_stays_away_is_tried_less_and_less_often()
    {
        var embedder = new FakeEmbedder(MeaningOf) { SentTo = "far away", Mishap = _ => Bad("unavailable") };
        var cascade = await OpenAsync(Teacher(), embedder);
        for (var second = 0; second < 300; second++)
        {
            await cascade.ClassifyAsync(Titles[second], Gone);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(embedder.Texts.Count, 8, 12); // after 1, 2, 4, ... and then every 60 s
    }

    [Fact]
    public async Task What_is_sent_is_on_the_bill_of_whoever_wanted_it_and_bounded_by_the_limit()
    {
        var embedder = Sending();
        var bills = new List<AskBill>();
        var spending = new SpendingLimit(Money.OfDollars(1), Money.Zero);
        var free = new FakeTeacher(LabelOf) { Price = Price.Free };
        var cascade = await Cascade.OpenAsync(
            Samples.Question, free, _store, OptionsOf(embedder, _store, spending) with { Spending = spending }, _clock, Gone);
        await cascade.ClassifyAsync(Titles[0], bills.Add, Gone);
        await cascade.ClassifyAsync(Titles[1..21].ToAsyncEnumerable(), title => title, bills.Add, Gone).ToListAsync(Gone);
        await cascade.DrainAsync();

        Assert.Equal([2, 3], bills.Select(bill => bill.Calls)); // one for the teacher each; a text, and twice ten texts
        Assert.Equal([8_000, 160_000], bills.Select(bill => bill.Cost!.Value.NanoDollars));
        Assert.NotNull(bills[0].Call);
        Assert.Equal(168_000, spending.Spent.NanoDollars);
    }

    [Fact]
    public async Task Out_of_money_nothing_is_sent_and_a_text_is_undecided_with_the_reason()
    {
        var embedder = Sending();
        var spending = new SpendingLimit(new Money(15_000), Money.Zero);
        var cascade = await Cascade.OpenAsync(
            Samples.Question, Teacher(), _store, OptionsOf(embedder, _store, spending) with { Spending = spending }, _clock, Gone);
        var first = await cascade.ClassifyAsync(Titles[0], Gone);
        var second = await cascade.ClassifyAsync(Titles[1], Gone);
        Assert.Equal((UndecidedReason.OutOfMoney, UndecidedReason.OutOfMoney), (first.Decision.Reason, second.Decision.Reason));
        Assert.Equal([Titles[0]], embedder.Texts);
        Assert.Contains("spending limit", Assert.Single(_heldBack), StringComparison.Ordinal);
        Assert.Empty(_failures);
        Assert.InRange(spending.Spent.NanoDollars, 1, 15_000);
    }

    [Fact]
    public async Task A_limit_that_a_call_does_not_fit_into_is_no_fault_of_the_service_which_is_tried_again_at_once()
    {
        var embedding = EmbeddingOf(Sending(), _store, new SpendingLimit(new Money(50_000), Money.Zero));

        await embedding.EmbedAsync(Keyed(Titles[..10]), Gone); // 100,000 at most
        await embedding.EmbedAsync(Keyed(Titles[..10]), Gone);
        var one = await embedding.EmbedAsync(Keyed(Titles[10..11]), Gone);

        Assert.False(one[0].IsEmpty);
        Assert.Contains("spending limit of $0.0001 stops it", Assert.Single(_heldBack), StringComparison.Ordinal);
        Assert.Empty(_failures);
    }

    [Fact]
    public void A_limit_on_money_needs_a_price()
    {
        var unknown = new FakeEmbedder(MeaningOf) { SentTo = "far away", Price = null };
        Assert.Throws<BadInputException>(
            () => new StreamEmbedding(unknown, _store, _store, new SpendingLimit(Money.OfDollars(1), Money.Zero), _clock));
        _ = new StreamEmbedding(unknown, _store, _store, new SpendingLimit(null, Money.Zero), _clock);
    }

    [Fact]
    public async Task Who_leaves_while_a_text_is_embedded_pays_for_what_is_out_and_asks_nobody()
    {
        var hanging = new TaskCompletionSource();
        var embedder = new FakeEmbedder(MeaningOf) { SentTo = "far away", Price = new Price(1, 1, 0), Delay = _ => hanging.Task };
        var (teacher, bill) = (Teacher(), new TaskCompletionSource<AskBill>());
        var cascade = await OpenAsync(teacher, embedder);
        using var leaving = new CancellationTokenSource();
        var left = cascade.ClassifyAsync(Titles[0], bill.SetResult, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(bill.Task.IsCompleted);

        hanging.SetResult();
        Assert.Equal((1, 8_000L), (await bill.Task is var told ? (told.Calls, told.Cost!.Value.NanoDollars) : default));
        Assert.Empty(teacher.Asks);
    }

    [Fact]
    public async Task A_slow_encoder_sends_no_call_of_a_stream_before_it_is_full()
    {
        var (teacher, clock) = (Teacher(), _clock);
        var embedder = new FakeEmbedder(MeaningOf)
        {
            Delay = async _ =>
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                await Task.Yield();
                clock.Advance(TimeSpan.FromSeconds(3));
            },
        };
        var options = OptionsOf(embedder, _store) with { Budget = new ErrorBudget(0, 0.95) };
        var cascade = await Cascade.OpenAsync(Samples.Question, teacher, _store, options, _clock, Gone);
        await ListAsync(cascade, Titles[..400]);
        Assert.Equal(20, teacher.Asks.Count);
    }

    [Fact]
    public async Task A_stream_decides_as_single_texts_do_and_says_which_answers_are_nearest()
    {
        var cascade = await OpenAsync(Teacher(), Embedder());
        var all = await ListAsync(cascade, Titles);
        var decided = all.Last(one => one.Decision.Source == DecisionSource.Student);
        var near = await cascade.NearestAsync(decided, Gone);
        Assert.Equal(NearAnswer.Most, near.Count);
        Assert.Equal(near.OrderByDescending(one => one.Likeness), near);
        Assert.All(near, one => Assert.Equal(LabelOf(one.Text), one.Label));
        Assert.Contains(near, one => one.Label == decided.Label);
        var text = Titles[all.IndexOf(decided)];
        Assert.IsType<Why.Learned>(cascade.WhyOf(text, decided));
        Assert.Equal(decided.Decision.Label, (await cascade.ExplainAsync(text, Gone)).Decision.Label);
    }

    [Fact]
    public async Task What_a_source_gave_before_it_broke_is_decided_first()
    {
        var cascade = await OpenAsync(Teacher(), Embedder());
        var delivered = new List<Classification>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var one in cascade.ClassifyAsync(Breaking(), Gone))
            {
                delivered.Add(one);
            }
        });
        Assert.Equal(Titles[..5].Select(LabelOf), delivered.Select(one => one.Label));

        static async IAsyncEnumerable<string> Breaking()
        {
            foreach (var title in Titles[..5])
            {
                yield return title;
            }

            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    private static EmbeddingReply? Bad(string mishap) => mishap switch
    {
        "limited" => Fault(TeacherFaultKind.RateLimited),
        "unavailable" => Fault(TeacherFaultKind.Unavailable),
        "auth" => Fault(TeacherFaultKind.KeyRefused),
        "too few" => new EmbeddingReply(),
        "longer" => new EmbeddingReply { Vectors = [new float[Dimensions + 1]] },
        "zeros" => new EmbeddingReply { Vectors = [new float[Dimensions]] },
        "nan" => new EmbeddingReply { Vectors = [[float.NaN, .. new float[Dimensions - 1]]] },
        _ => throw new InvalidOperationException("a bug"),
    };

    private static EmbeddingReply Fault(TeacherFaultKind kind) => new() { Fault = new TeacherFault(kind, $"It fails: {kind}.") };

    private static FakeTeacher Teacher() => new(LabelOf);

    private static FakeEmbedder Embedder() => new(MeaningOf);

    private static FakeEmbedder Sending() => new(MeaningOf) { SentTo = "far away", Price = new Price(1, 1, 0) };

    private static int ClusterOf(string text) =>
        text.Length > 2 && int.TryParse(text[1..^1], out var number) ? number % 3 : 0;

    private static string LabelOf(string text) => Samples.Question.Labels[ClusterOf(text)].Name;

    private static float[] MeaningOf(string text)
    {
        var vector = Vector.Random(Dimensions, Hash128.Of(text).Upper);
        vector[ClusterOf(text)] += 4;
        return vector;
    }

    private static Task<List<Classification>> ListAsync(Cascade cascade, params string[] texts) =>
        cascade.ClassifyAsync(texts.ToAsyncEnumerable(), Gone).ToListAsync(Gone).AsTask();

    private static async Task<List<Classification>> OneByOneAsync(Cascade cascade)
    {
        var all = new List<Classification>();
        foreach (var title in Titles)
        {
            all.Add(await cascade.ClassifyAsync(title, Gone));
        }

        return all;
    }

    private async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(step);
            await Task.Yield();
        }
    }

    private StreamEmbedding EmbeddingOf(
        IEmbedder embedder, InMemoryStore store, SpendingLimit? spending = null, Action<IReadOnlyList<string>>? opening = null) =>
        new(embedder, store, store, spending ?? new SpendingLimit(null, Money.Zero), _clock)
        {
            Opening = opening ?? (_ => { }),
            Failed = _failures.Add,
            HeldBack = _heldBack.Add,
        };

    private static KeyValuePair<TextKey, string>[] Keyed(string[] titles) =>
        [.. titles.Select(title => KeyValuePair.Create(TextKey.Of(title), title))];

    private CascadeOptions OptionsOf(IEmbedder embedder, InMemoryStore store, SpendingLimit? spending = null) =>
        new() { Embedding = EmbeddingOf(embedder, store, spending) };

    private Task<Cascade> OpenAsync(FakeTeacher teacher, IEmbedder? embedder, InMemoryStore? store = null) =>
        OpenAsync(teacher, embedder is null ? null : EmbeddingOf(embedder, store ?? _store), store ?? _store);

    private Task<Cascade> OpenAsync(FakeTeacher teacher, StreamEmbedding? embedding, InMemoryStore store) =>
        Cascade.OpenAsync(Samples.Question, teacher, store, new CascadeOptions { Embedding = embedding }, _clock, Gone);
}
