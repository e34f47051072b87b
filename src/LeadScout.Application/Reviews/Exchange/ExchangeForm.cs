namespace LeadScout.Application.Reviews.Exchange;

/// <summary>Whose documents a review is taken to and brought back in.</summary>
public enum ExchangeForm
{
    /// <summary>Label Studio's JSON: tasks with predictions out, tasks with annotations (JSON or JSON-MIN) back.</summary>
    LabelStudio,

    /// <summary>Argilla's records as its <c>to_json</c> writes them: suggestions out, responses back.</summary>
    Argilla,
}

/// <summary>The words for <see cref="ExchangeForm"/>.</summary>
public static class ExchangeForms
{
    /// <summary>As they are named on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = ["label-studio", "argilla"];

    /// <summary>The form of a name; null for none.</summary>
    public static ExchangeForm? Of(string name) =>
        Names.ToList().FindIndex(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? (ExchangeForm)index : null;
}
