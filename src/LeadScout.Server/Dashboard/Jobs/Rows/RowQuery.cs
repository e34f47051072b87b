using LeadScout.Server.Jobs;
using Microsoft.AspNetCore.Components;

namespace LeadScout.Server.Dashboard.Jobs.Rows;

/// <summary>Which rows a page shows, as its address says it: what one person found, another opens by the link.</summary>
/// <param name="Question">Of several questions; null for the first.</param>
/// <param name="Find">Part of the text; null for all.</param>
/// <param name="Label">A label; null for all.</param>
/// <param name="Source">A source; null for all.</param>
/// <param name="Sort">The order's word; null for the list's.</param>
public sealed record RowQuery(string? Question, string? Find, string? Label, string? Source, string? Sort)
{
    /// <summary>Whether some rows are left out.</summary>
    public bool IsFilter => (Find ?? Label ?? Source) is not null;

    /// <summary>The rows that are wanted; an address with an order that there is not is one without.</summary>
    internal RowFilter Filter(int take) => new()
    {
        Question = Question,
        Contains = Find,
        Label = Label,
        Source = Source,
        Sort = Sort is "doubt" or "rows" or "label" ? RowSorts.Parse(Sort) : RowSort.List,
        Take = take,
    };

    /// <summary>The page's address with this in it.</summary>
    internal string At(NavigationManager navigation) => navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["question"] = NullIfEmpty(Question),
        ["find"] = NullIfEmpty(Find),
        ["label"] = NullIfEmpty(Label),
        ["source"] = NullIfEmpty(Source),
        ["sort"] = NullIfEmpty(Sort),
    });

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
