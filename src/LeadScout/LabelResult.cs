using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;

namespace LeadScout;

/// <summary>What a job over your own records came to.</summary>
/// <typeparam name="T">Your records' type.</typeparam>
public sealed record LabelResult<T>
{
    /// <summary>The job's id: the same question, texts and options give the same.</summary>
    public required JobId Job { get; init; }

    /// <summary><see cref="JobState.Done"/>, or <see cref="JobState.OutOfMoney"/> when a spending limit stopped it.</summary>
    public required JobState State { get; init; }

    /// <summary>Why it is not done, for a person; null when it is. The same call goes on with more money.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Every record with its label, in the order given.</summary>
    public required IReadOnlyList<LabelledLead<T>> Leads { get; init; }

    /// <summary>The bill, the certificate, and how the rows were decided; over all runs of the job.</summary>
    public required JobReport Report { get; init; }

    /// <summary>Calls made by this run alone: 0 when a finished job was read again.</summary>
    public required int NewCalls { get; init; }

    /// <summary>What the audits prove about the share of records that differ from the teacher.</summary>
    [JsonIgnore]
    public Certificate Certificate => Report.Certificate;

    /// <summary>Money that is measured, over all runs of the job; null when the price is unknown.</summary>
    [JsonIgnore]
    public Money? Cost => Report.Cost;
}
