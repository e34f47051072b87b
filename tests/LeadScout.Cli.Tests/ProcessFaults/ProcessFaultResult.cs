using System.Globalization;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>What came of a fault.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Kind">What was done.</param>
/// <param name="MaxErrorPercent">The job's error budget.</param>
/// <param name="Fault">When it was killed, or what failed.</param>
/// <param name="Hits">How often that hit it.</param>
/// <param name="Reached">How far the job was: <c>before</c> its first call, <c>midway</c>, <c>asked</c> all, <c>done</c>.</param>
/// <param name="PossiblyBilled">Calls that the ledger lists as possibly billed.</param>
/// <param name="SentAgain">Calls that came to the LLM a second time.</param>
/// <param name="Seconds">For all of it.</param>
/// <param name="Problem">What was not as it is to be; empty for nothing.</param>
internal sealed record ProcessFaultResult(
    int Seed, ProcessFaultKind Kind, int MaxErrorPercent, string Fault, int Hits, string Reached, int PossiblyBilled, int SentAgain, double Seconds, string Problem)
{
    private const string Equal = "equal";

    public bool IsEqual => Problem.Length == 0;

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seed}\t{Kind}\t{MaxErrorPercent}\t{Fault}\t{Hits}\t{Reached}\t{PossiblyBilled}\t{SentAgain}\t{Seconds:0.0}\t{(IsEqual ? Equal : Problem)}");

    public static ProcessFaultResult Parse(string line)
    {
        var cells = line.Split('\t');
        return new ProcessFaultResult(
            Whole(0), Enum.Parse<ProcessFaultKind>(cells[1]), Whole(2), cells[3], Whole(4), cells[5], Whole(6), Whole(7),
            double.Parse(cells[8], CultureInfo.InvariantCulture), cells[9] == Equal ? "" : cells[9]);

        int Whole(int cell) => int.Parse(cells[cell], CultureInfo.InvariantCulture);
    }
}
