using System.Globalization;

namespace LeadScout.Nodes.Faults;

/// <summary>What came of a run.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Fault">What was done.</param>
/// <param name="Detail">How, in words.</param>
/// <param name="Seconds">From the job's submission to its result.</param>
/// <param name="Lost">Calls that the ledger lists as possibly billed for nothing.</param>
/// <param name="Twice">Calls that came to the LLM a second time.</param>
/// <param name="Problem">What was not as it is to be; empty for nothing.</param>
internal sealed record FaultResult(int Seed, FaultKind Fault, string Detail, double Seconds, int Lost, int Twice, string Problem)
{
    public bool IsEqual => Problem.Length == 0;

    public string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Seed}\t{Fault}\t{Detail}\t{Seconds:0.0}\t{Lost}\t{Twice}\t{(IsEqual ? "equal" : Problem)}");

    public static FaultResult Parse(string line)
    {
        var cells = line.Split('\t');
        return new FaultResult(
            int.Parse(cells[0], CultureInfo.InvariantCulture),
            Enum.Parse<FaultKind>(cells[1]),
            cells[2],
            double.Parse(cells[3], CultureInfo.InvariantCulture),
            int.Parse(cells[4], CultureInfo.InvariantCulture),
            int.Parse(cells[5], CultureInfo.InvariantCulture),
            cells[6] == "equal" ? "" : cells[6]);
    }
}
