using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>How far ahead a list is read, and what ends that: seen by where the reading thread stands.</summary>
public sealed class LeadsAheadEndTests
{
    private const int RowsPerBatch = 1024;

    [Fact]
    public void Three_batches_are_read_before_anybody_asks_and_who_waits_for_room_is_ended()
    {
        var reader = new Endless();
        using (Ahead(reader))
        {
            reader.WaitUntilItWaits(3 * RowsPerBatch);
            Assert.Equal(3 * RowsPerBatch, reader.Row);
        }

        Assert.True(reader.Thread!.Join(Timeout.Infinite));
        Assert.Equal(3 * RowsPerBatch, reader.Row);
    }

    [Fact]
    public void Who_leaves_waits_until_the_reader_is_let_go_and_has_no_more_read_than_the_batch_that_is_begun()
    {
        using var gate = new ManualResetEventSlim();
        var reader = new Endless(gate.Wait);
        var leads = Ahead(reader);
        reader.WaitUntilItWaits(0);
        var leaving = new Thread(leads.Dispose);
        leaving.Start();
        SpinWait.SpinUntil(() => IsWaiting(leaving) || !leaving.IsAlive);

        Assert.True(leaving.IsAlive);
        gate.Set();
        leaving.Join();

        Assert.Equal(RowsPerBatch, reader.Row);
    }

    private static LeadsAhead Ahead(Endless reader) => new(reader, [new LeadText(TextTemplate.OfColumn("Title"), reader, "list")], null);

    private static bool IsWaiting(Thread thread) => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    /// <param name="before">Called before the first lead.</param>
    private sealed class Endless(Action? before = null) : ILeadReader
    {
        private volatile Thread? _thread;

        public IReadOnlyList<string> Columns { get; } = ["Title"];

        public long Row { get; private set; }

        public Thread? Thread => _thread;

        /// <summary>Waits until it stands still at a row or behind it: before, a thread may stand still for a moment for other reasons.</summary>
        public void WaitUntilItWaits(long row) => SpinWait.SpinUntil(() => _thread is { } thread && Row >= row && IsWaiting(thread));

        public bool Read()
        {
            if (Row == 0)
            {
                _thread = Thread.CurrentThread;
                before?.Invoke();
            }

            return ++Row > 0;
        }

        public ReadOnlySpan<char> Value(int column) => "Buyer";

        public void Dispose()
        {
        }
    }
}
