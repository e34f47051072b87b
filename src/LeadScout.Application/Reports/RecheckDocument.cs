using LeadScout.Forecasts;

namespace LeadScout.Application.Reports;

/// <summary>What was put to the proof by a new LLM or in new words, and what can be done about it, for a program.</summary>
/// <param name="Job">The job whose decisions they are; null for the log's answers.</param>
/// <param name="OldTeacher">Who decided then; null for the log's answers.</param>
/// <param name="Teacher">Who is asked now.</param>
/// <param name="Question">The question that is asked now, as the user named it.</param>
/// <param name="Offers">What can be done.</param>
public sealed record RecheckDocument(string? Job, string? OldTeacher, string Teacher, string Question, OfferDocument[] Offers);

/// <summary>Something that can be done once it is known how much a change moves.</summary>
/// <param name="Offer"><c>keep</c>, <c>correct</c>, <c>reopen</c> or <c>start-over</c>.</param>
/// <param name="Says">What it means, for a person.</param>
/// <param name="Command">Ready to be typed; null where nothing is to be done.</param>
/// <param name="Forecast">What it will ask and cost; null where it asks nothing, or that is not known.</param>
public sealed record OfferDocument(string Offer, string Says, string? Command, ForecastDocument? Forecast)
{
    /// <summary>What it will ask and cost, as forecast.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Forecast? Price { get; init; }
}
