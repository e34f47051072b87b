using System.Text.Json.Serialization;
using LeadScout.Server.Lists;
using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Api;

/// <summary>A part of the lists.</summary>
/// <param name="Items">The part.</param>
/// <param name="Skip">Lists before it.</param>
/// <param name="Total">All lists that can be used.</param>
/// <param name="Next">The address of the next part; null at the end.</param>
internal sealed record ListListDocument(IReadOnlyList<StoredList> Items, int Skip, long? Total, string? Next)
{
    /// <summary>The lists whose record is broken, and what to do; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BrokenListDocument>? Broken { get; init; }

    public static ListListDocument Of(ListStore lists, int? skip, int? take, HttpRequest request)
    {
        var (known, broken) = lists.Read();
        var page = Page.Of(known, skip, take, request);
        return new ListListDocument(page.Items, page.Skip, page.Total, page.Next)
        {
            Broken = broken.Count == 0 ? null : [.. broken.Select(BrokenListDocument.Of)],
        };
    }
}

/// <summary>A list whose record is broken.</summary>
/// <param name="Id">By it the list is deleted: <c>DELETE /api/v1/lists/ID</c>.</param>
/// <param name="Name">What the list was called; null where that is not known.</param>
/// <param name="File">Where its record lies, from the data folder.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="ToDo">How it is mended.</param>
internal sealed record BrokenListDocument(string Id, string? Name, string File, string Problem, string ToDo)
{
    public static BrokenListDocument Of(BrokenList broken) => new(
        broken.Id, broken.Name, broken.File, broken.Problem, $"{broken.ToDo} Or delete it: DELETE /api/v1/lists/{broken.Id}.");
}
