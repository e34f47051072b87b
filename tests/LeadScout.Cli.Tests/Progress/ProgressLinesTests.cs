using LeadScout.Cli.Progress;
using LeadScout.Jobs;
using LeadScout.Teaching;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Cli.Tests.Progress;

public sealed class ProgressLinesTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ProgressLines _lines;

    public ProgressLinesTests() => _lines = new ProgressLines(_written, _clock);

    public void Dispose() => _written.Dispose();

    private int LineCount => _written.ToString().Count(c => c == '\n');

    [Fact]
    public void There_is_a_line_each_ten_per_cent()
    {
        for (var decided = 0; decided <= 100; decided++)
        {
            _lines.Report(At(decided));
        }

        Assert.Equal(10, LineCount);
    }

    [Fact]
    public void There_is_a_line_every_five_seconds_when_it_is_slow()
    {
        _lines.Report(At(1));
        Assert.Equal(0, LineCount);

        _clock.Advance(TimeSpan.FromSeconds(5));
        _lines.Report(At(2));
        Assert.Equal(1, LineCount);

        _clock.Advance(TimeSpan.FromSeconds(4));
        _lines.Report(At(3));
        Assert.Equal(1, LineCount);
    }

    [Fact]
    public void A_line_has_everything_a_person_wants_to_know()
    {
        _lines.Report(At(50) with
        {
            ReusedRows = 30,
            AskedTexts = 20,
            Calls = 2,
            FailedCalls = 1,
            GivenUpTexts = 2,
            Spent = Money.OfDollars(0.01m),
            Reserved = Money.OfDollars(0.02m),
            Unspent = Money.OfDollars(0.97m),
            RowByRowCost = Money.OfDollars(0.10m),
            Elapsed = TimeSpan.FromSeconds(10),
            Remaining = TimeSpan.FromSeconds(70),
        });

        Assert.Equal(
            "asking: 50 %, 50 of 100 rows, 20 asked in 2 calls, 30 rows reused, 1 failed call, 2 texts given up, $0.01 (row by row: $0.10, 90 % saved), $0.02 reserved, $0.97 left to spend, 5 rows/s, 1:10 min left\n",
            _written.ToString().ReplaceLineEndings("\n"));
    }

    private static JobProgress At(long decided) =>
        new() { Phase = JobPhase.Learning, Rows = 100, DecidedRows = decided, Elapsed = TimeSpan.Zero };
}
