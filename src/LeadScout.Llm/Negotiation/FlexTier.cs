using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Negotiation;

/// <summary>
/// The cheaper tier of those that offer it under <c>service_tier</c>: asked for with each call, and believed only where the reply says that
/// it was served. Thread-safe.
/// </summary>
/// <param name="teacher">The teacher's name.</param>
/// <param name="options">Whether to fall back, and who is told.</param>
internal sealed partial class FlexTier(string teacher, TeacherOptions options)
{
    private const string Parameter = "service_tier";
    private const string Flex = "flex";

    private volatile bool _isGivenUp;
    private volatile bool _isIgnored;

    /// <summary>Whether calls are paid at the cheaper price, as far as is known.</summary>
    public bool IsServed => !_isGivenUp && !_isIgnored;

    /// <summary>The price in this tier, as a share of the standard one.</summary>
    public static Price Of(Price standard, decimal times) =>
        new(
            standard.Input * times,
            standard.CachedInput * times,
            standard.Output * times)
        { CacheWrite = standard.CacheWrite * times, LongPrompts = standard.LongPrompts };

    /// <summary>Asks for the tier.</summary>
    public void Ask(JsonObject body)
    {
        if (!_isGivenUp)
        {
            body[Parameter] = Flex;
        }
    }

    /// <summary>Looks which tier a reply says that it was served in.</summary>
    public void Served(ReadOnlyMemory<byte> reply)
    {
        if (_isGivenUp || _isIgnored || TierIn(reply) is Flex)
        {
            return;
        }

        _isIgnored = true;
        options.Notice?.Invoke(
            $"{teacher} does not say that it served a call in its flex tier; its calls are counted at the standard price.");
    }

    /// <summary>
    /// Whether a refusal means that there is no room, or no such tier, and the user said what to do then: the standard tier from now on.
    /// </summary>
    public Renegotiation? Refused(JsonObject sent, Refusal refusal)
    {
        if (!options.TierFallback || _isGivenUp || !sent.ContainsKey(Parameter)
            || !(refusal.Status is 429 or 498 or 503 ? NoRoom() : NoTier()).IsMatch($"{refusal.Words} {string.Join(' ', refusal.Named)}"))
        {
            return null;
        }

        _isGivenUp = true;
        var message =
            $"{teacher} has no room in its flex tier, or no such tier (HTTP {refusal.Status}). From now on it is asked at the standard price.";
        options.Notice?.Invoke(message);
        return new(message, NamesReason: true);
    }

    private static string? TierIn(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Parameter, out var tier)
                ? tier.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("resource[ _]?unavailable|capacity|flex|no (room|resources)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoRoom();

    [GeneratedRegex("service[ _]?tier|flex", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoTier();
}
