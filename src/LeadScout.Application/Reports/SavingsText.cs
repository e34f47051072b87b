using System.Globalization;
using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>What a job saved, in the same words and figures wherever a person reads them.</summary>
public static class SavingsText
{
    /// <summary>Step by step, each with what it saves of the step before; nothing where no row is decided yet.</summary>
    public static IReadOnlyList<SavingsLine> Lines(Savings savings)
    {
        if (savings.Rows == 0)
        {
            return [];
        }

        var lines = new List<SavingsLine> { new("row by row", savings.RowByRow, "") };
        Add("rows share calls", savings.Batched);
        Add("each text once", savings.EachTextOnce);
        if (savings.NotKnownBefore.Texts < savings.EachTextOnce.Texts)
        {
            Add("known before left out", savings.NotKnownBefore);
        }

        Add("learned from answers", savings.Asked);
        return lines;

        void Add(string name, SavingsStep step) => lines.Add(new SavingsLine(name, step, Of(step.ShareOf(lines[^1].Step))));
    }

    /// <summary>As in <c>53 % less</c>, rounded down; <c>the same</c> for less than one per cent either way.</summary>
    private static string Of(double? share) => share switch
    {
        null => "",
        >= 0.01 and var less => $"{Whole(Math.Floor(100 * less))} % less",
        <= -0.01 and var more => $"{Whole(Math.Ceiling(-100 * more))} % more",
        _ => "the same",
    };

    private static string Whole(double percent) => percent.ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>One step of what a job saved.</summary>
/// <param name="Name">In words.</param>
/// <param name="Step">What it takes.</param>
/// <param name="Saved">Beside the step before, as in <c>53 % less</c>; "" for the first.</param>
public sealed record SavingsLine(string Name, SavingsStep Step, string Saved);
