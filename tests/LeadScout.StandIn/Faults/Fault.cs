using System.Globalization;

namespace LeadScout.StandIn.Faults;

/// <summary>One way to misbehave, as in <c>429 retry-after=1</c>: a kind and an optional argument.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Argument">What follows the kind, or "".</param>
public sealed record Fault(string Kind, string Argument)
{
    /// <summary>All kinds, for people.</summary>
    public const string Kinds =
        "ok, a status (401, 429 [retry-after=..|retry-after-ms=..], 500, 502 (HTML), 503 html, 500 odd, ...), a status with a body (400-with BODY), close, close-mid-reply, hang, drip, bad-body, bad-json, "
        + "empty, fenced, refusal, filter, length, wrong-ids, wrong-labels, half (the last of several questions), missing, no-usage, no-schema, echo, cache, "
        + "other-label LABEL, null-usage, error-200 [STATUS], tool-call, parts, extra, chunked, keep-alive-close, loose, bom, gzip, 201, body JSON, vector nan|zeros|longer|empty|infinite|floats (embeddings), "
        + "says|thinks|calls|mumbles|muses|cut|denies TEMPLATE with ANSWER, HALF, DRAFT, LINES, ARRAY, QUOTED, WRAPPED, PYTHON, FIRST or DRAFTED-FIRST, label|mislabel TEMPLATE with LABEL";

    private const string WithBody = "-with";

    private static readonly string[] Named =
    [
        "ok", "close", "close-mid-reply", "hang", "drip", "bad-body", "bad-json", "empty", "fenced", "refusal", "filter", "length",
        "wrong-ids", "wrong-labels", "half", "missing", "no-usage", "no-schema", "echo", "cache", "other-label", "body", "vector", .. Oddity.Kinds, .. Manner.Kinds,
    ];

    /// <summary>No fault.</summary>
    public static Fault None { get; } = new("ok", "");

    /// <summary>Whether the status comes with a body of its own: the argument.</summary>
    public bool HasBody => Kind.EndsWith(WithBody, StringComparison.Ordinal);

    /// <summary>The HTTP status it answers with instead of a reply, or null.</summary>
    public int? Status =>
        int.TryParse(HasBody ? Kind[..^WithBody.Length] : Kind, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status >= 300
            ? status
            : Kind is "no-schema" or "echo"
            ? 400
            : null;

    /// <summary>
    /// Whether the service may have worked on the call before: it refuses with a status below 500, or tells one inside a success, without
    /// having done so.
    /// </summary>
    public bool IsAfterWork => Status is null or >= 500 && !(Kind == "error-200" && Argument.StartsWith('4'));

    /// <summary>Reads a fault.</summary>
    /// <exception cref="FormatException">No such kind.</exception>
    public static Fault Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var fault = space < 0 ? new Fault(text, "") : new Fault(text[..space], text[(space + 1)..].Trim());
        return Named.Contains(fault.Kind) || fault.Status is < 600
            ? fault
            : throw new FormatException($"There is no fault '{text}'. Allowed: {Kinds}.");
    }
}
