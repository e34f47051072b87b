using System.Diagnostics;
using LeadScout.Savings.Methods;

namespace LeadScout.Savings.Runs;

/// <summary>The figures of one method over one list.</summary>
internal sealed record RunResult
{
    /// <summary>The set's name.</summary>
    public required string Set { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The seed of order, sub-sample and draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Rows of the list.</summary>
    public required int Rows { get; init; }

    /// <summary>Distinct texts of the list.</summary>
    public required int Texts { get; init; }

    /// <summary>Texts asked, audits and repeats included.</summary>
    public required int Asked { get; init; }

    /// <summary>Rows that differ from the teacher.</summary>
    public required int Different { get; init; }

    /// <summary>The certified upper bound on the share of rows that differ; null where nothing is certified.</summary>
    public required double? Bound { get; init; }

    /// <summary>Calls.</summary>
    public required int Calls { get; init; }

    /// <summary>Input and output tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>Money in US dollars.</summary>
    public required decimal Dollars { get; init; }

    /// <summary>Wall-clock seconds, with a teacher that takes none.</summary>
    public required double Seconds { get; init; }

    /// <summary>Asked texts by rows.</summary>
    public double AskedShare => (double)Asked / Rows;

    /// <summary>Differing rows by rows.</summary>
    public double DifferentShare => (double)Different / Rows;

    /// <summary>Runs a method.</summary>
    public static async Task<RunResult> OfAsync(Method method, Trial trial)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await method.RunAsync(trial);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var teacher = trial.Teacher;
        return new RunResult
        {
            Set = trial.Set.Name,
            Method = method.Name,
            Seed = trial.Seed,
            Rows = trial.Sample.Rows.Length,
            Texts = trial.Sample.CountTexts(),
            Asked = teacher.AskedTexts,
            Different = trial.CountDifferent(outcome.Output),
            Bound = outcome.Certificate is { Holds: true } certificate ? certificate.UpperBound : null,
            Calls = teacher.Calls,
            Tokens = teacher.Usage.InputTokens + teacher.Usage.OutputTokens,
            Dollars = trial.Options.Price.Of(teacher.Usage).Dollars,
            Seconds = seconds,
        };
    }
}
