using System.Text.Json.Serialization;

namespace LeadScout.Server.Api;

/// <summary>A part of something longer.</summary>
/// <param name="Items">The part.</param>
/// <param name="Skip">Items before it.</param>
/// <param name="Total">All items; null where counting them would mean reading them all.</param>
/// <param name="Next">The address of the next part; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Skip, long? Total, string? Next)
{
    /// <summary>Why there is no next part although more would match; left out where there is nothing to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}

internal static class Page
{
    private const int Most = 500;

    /// <summary>A part of a list that is held anyway.</summary>
    public static Page<T> Of<T>(IReadOnlyCollection<T> all, int? skip, int? take, Microsoft.AspNetCore.Http.HttpRequest request)
    {
        var (from, count) = Bounds(skip, take);
        return new Page<T>(
            [.. all.Skip(from).Take(count)], from, all.Count, from + count < all.Count ? Next(request, from + count, count) : null);
    }

    /// <summary>The wanted bounds.</summary>
    /// <exception cref="RefusedException">They are none.</exception>
    public static (int Skip, int Take) Bounds(int? skip, int? take) =>
        (skip ?? 0, take ?? 50) is var (from, count) && from >= 0 && count is >= 1 and <= Most
        ? (from, count)
        : throw new RefusedException("bad-page", 400, $"skip must be from 0, and take from 1 to {Most}.");

    /// <summary>The same request for the next part.</summary>
    public static string Next(Microsoft.AspNetCore.Http.HttpRequest request, int skip, int take)
    {
        var query = request.Query.Where(pair => pair.Key is not ("skip" or "take")).SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"));
        return $"{request.PathBase}{request.Path}?{string.Join('&', [.. query, $"skip={skip}", $"take={take}"])}";
    }
}
