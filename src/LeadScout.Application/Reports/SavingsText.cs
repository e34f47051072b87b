using System.Globalization;
using LeadScout.Jobs;
using LeadScout.Teaching;

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

    /// <summary>
    /// What was saved beside a call for each row, and what each step saved of what the one before left, as in
    /// <c>saved $1.25: 85 % by batching, 66 % of the rest by repeats, 64 % of the rest by learning</c>; null where no row is decided.
    /// </summary>
    /// <param name="savings">What was saved; null where that was not counted.</param>
    /// <param name="isDone">Whether the job is done: what learning brings comes at its end, so until then nothing is said of it where it is nothing.</param>
    public static string? Sentence(Savings? savings, bool isDone) => savings switch
    {
        null or { Rows: 0 } => null,
        _ when AmountOf(savings) is { } amount => $"saved {amount}: {string.Join(", ", PartsOf(savings, isDone))}",
        _ => "saved nothing",
    };

    /// <summary>Money saved by the same estimated prompts, below zero where it took more; null where there is none to compare.</summary>
    public static Money? SavedOf(Savings savings) => savings is { IsFree: false, Rows: > 0 } ? savings.RowByRow.Cost - savings.Asked.Cost : null;

    private static string? AmountOf(Savings savings) => SavedOf(savings) is { } money
        ? money > Money.Zero ? money.ToString() : null
        : savings.RowByRow.Calls - savings.Asked.Calls is > 0 and var calls ? $"{calls.Text()} of {savings.RowByRow.Calls.Of("call")}" : null;

    private static IEnumerable<string> PartsOf(Savings savings, bool isDone)
    {
        yield return Part("batching", savings.Batched.ShareOf(savings.RowByRow), "");
        if (savings.EachTextOnce.Texts < savings.Batched.Texts)
        {
            yield return Part("repeats", savings.EachTextOnce.ShareOf(savings.Batched), " of the rest");
        }

        if (savings.NotKnownBefore.Texts < savings.EachTextOnce.Texts)
        {
            yield return Part("what was known before", savings.NotKnownBefore.ShareOf(savings.EachTextOnce), " of the rest");
        }

        if (savings.NotKnownBefore.Texts > 0 && (isDone || savings.Asked.ShareOf(savings.NotKnownBefore) is >= 0.01 or <= -0.01))
        {
            yield return Part("learning", savings.Asked.ShareOf(savings.NotKnownBefore), " of the rest");
        }
    }

    private static string Part(string by, double? share, string of) => share switch
    {
        >= 0.01 and var less => $"{Whole(Math.Floor(100 * less))} %{of} by {by}",
        <= -0.01 and var more => $"{by} took {Whole(Math.Ceiling(-100 * more))} % more",
        _ => $"nothing{of} by {by}",
    };

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
