namespace LeadScout.Server.Jobs;

/// <summary>In which order the rows of a job are shown.</summary>
public enum RowSort
{
    /// <summary>As in the list.</summary>
    List = 0,

    /// <summary>Those without a label first, then those that the student is least sure of; each text once.</summary>
    Doubt,

    /// <summary>The text that most rows have first; each text once.</summary>
    Rows,

    /// <summary>By label, and then as in the list.</summary>
    Label,
}

/// <summary>The words for the orders.</summary>
internal static class RowSorts
{
    /// <summary>The order that a word means; that of the list for none.</summary>
    /// <exception cref="RefusedException">It means none.</exception>
    public static RowSort Parse(string? word) => word switch
    {
        null or "" or "list" => RowSort.List,
        "doubt" => RowSort.Doubt,
        "rows" => RowSort.Rows,
        "label" => RowSort.Label,
        _ => throw new RefusedException("bad-input", 400, $"Rows can't be sorted by '{word}'. Allowed: list, doubt, rows, label."),
    };
}
