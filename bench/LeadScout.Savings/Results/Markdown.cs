namespace LeadScout.Savings.Results;

/// <summary>Markdown tables.</summary>
internal static class Markdown
{
    /// <summary>A line of a table, its line end included.</summary>
    public static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
