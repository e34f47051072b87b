using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;
using LeadScout.Stores;

namespace LeadScout.Server.Clustering;

/// <summary>How a run stands, for those who look at it from another node. No text of a lead is in it.</summary>
/// <param name="Work">What its node does with it.</param>
/// <param name="Progress">Where it is; null before its first step.</param>
/// <param name="Curve">How its learning went.</param>
internal sealed record RunDetail(JobWork Work, JobProgress? Progress, ImmutableArray<CurvePoint> Curve)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>As it is kept.</summary>
    public string Text() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// Reads it. Of what a node of another version says in other words only the fact is known: the job is at work.
    /// </summary>
    public static RunDetail Of(JobRunNote note)
    {
        try
        {
            return note.Detail.Length > 0 ? JsonSerializer.Deserialize<RunDetail>(note.Detail, Json)! : new RunDetail(JobWork.Waiting, null, []);
        }
        catch (JsonException)
        {
            return new RunDetail(JobWork.Working, null, []);
        }
    }
}
