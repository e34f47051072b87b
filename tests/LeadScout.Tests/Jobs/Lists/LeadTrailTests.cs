using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class LeadTrailTests
{
    private static readonly Question Greeting = new(
        "level", "Which level?", TextTemplate.Parse("Dear {Title}"), [new Label("High"), new Label("Low")]);
    private static readonly string[] Titles =
        ["CFO", "", "#N/A", new('x', 30), "cfo", "Buyer", " \t", "#REF!", "Dear CFO", "Buyer", new string('y', 25) + "  "];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LongTexts.Cut)]
    [InlineData(LongTexts.Skip)]
    public async Task A_result_along_the_trail_is_the_result_of_reading_again(LongTexts longTexts)
    {
        var settings = Samples.AskEverything with { MaxText = 20, LongTexts = longTexts };
        var (again, along) = (new ListInMemory(Titles), new ListInMemory(Titles));

        await RunAsync(again.File, settings);
        var trail = await FollowedAsync(along, settings);

        Assert.Equal(again.Result, along.Result);
        Assert.Equal((1, 1, 1), (trail.Opened, trail.Rewritten, trail.Disposed));
    }

    [Fact]
    public async Task A_lost_trail_has_the_list_read_again()
    {
        var (again, along) = (new ListInMemory(Titles), new ListInMemory(Titles));

        await RunAsync(again.File, Samples.AskEverything);
        var trail = await FollowedAsync(along, Samples.AskEverything, isLost: true);

        Assert.Equal(again.Result, along.Result);
        Assert.Equal((2, 0, 1), (trail.Opened, trail.Rewritten, trail.Disposed));
    }

    [Fact]
    public async Task A_job_over_the_first_rows_follows_nobody()
    {
        var trail = await FollowedAsync(new ListInMemory(Titles), Samples.AskEverything with { Limit = 3 });

        Assert.Equal((2, 0, 0), (trail.Opened, trail.Rewritten, trail.Disposed));
    }

    private static async Task<Trail> FollowedAsync(ListInMemory list, JobSettings settings, bool isLost = false)
    {
        var trail = new Trail(list, isLost);
        var open = list.File.Open;
        await RunAsync(list.File with { Open = () => trail.Counted(open()), Follow = trail.Of }, settings);
        return trail;
    }

    private static async Task RunAsync(LeadFile file, JobSettings settings)
    {
        var store = new InMemoryStore();
        var teacher =
            new FakeTeacher(_ => null) { ToQuestion = (question, text) => question.Labels[text.Length % question.Labels.Length].Name };
        await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(new JobRequest(file, "result", [Samples.Question, Greeting], settings), teacher, null, Cancellation);
    }

    /// <summary>In memory: the leads that were taken, and what was noted for them.</summary>
    private sealed class Trail(ListInMemory list, bool isLost) : ILeadTrail
    {
        private readonly Queue<string> _taken = [];
        private readonly Queue<int[]> _noted = [];
        private ILeadReader? _reader;
        private ILeadWriter? _writer;

        public int Opened { get; private set; }

        public int Rewritten { get; private set; }

        public int Disposed { get; private set; }

        public ILeadReader Counted(ILeadReader reader)
        {
            Opened++;
            return reader;
        }

        public Trail Of(ILeadReader reader)
        {
            _reader = reader;
            return this;
        }

        public void Take() => _taken.Enqueue(_reader!.Value(0).ToString());

        public void TakeEnd() => Assert.False(_reader!.Read());

        public void Note(ReadOnlySpan<int> found) => _noted.Enqueue(found.ToArray());

        public ILeadRewriter? Rewrite(IReadOnlyList<AddedColumn> added)
        {
            if (isLost)
            {
                return null;
            }

            Rewritten++;
            _reader = new ListInMemory([.. _taken]).File.Open();
            _writer = list.File.Create(_reader, added);
            return new Rewriter(this);
        }

        public bool Advance(Span<int> found)
        {
            var isThere = _noted.TryDequeue(out var noted);
            noted?.CopyTo(found);
            return isThere;
        }

        public void Write(ReadOnlySpan<string> added)
        {
            Assert.True(_reader!.Read());
            _writer!.Take();
            _writer.Write(added);
        }

        public void Complete() => _writer!.Complete();

        public void Dispose() => Disposed++;

        private sealed class Rewriter(Trail trail) : ILeadRewriter
        {
            public bool Advance(Span<int> found) => trail.Advance(found);

            public void Write(ReadOnlySpan<string> added) => trail.Write(added);

            public void Complete() => trail.Complete();

            public void Dispose()
            {
            }
        }
    }
}
