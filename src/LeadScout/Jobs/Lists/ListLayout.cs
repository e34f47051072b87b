namespace LeadScout.Jobs.Lists;

/// <summary>How a list is understood, part by part, for a program: each as the option of that name takes it.</summary>
/// <param name="Format">As files of the format end: <c>csv</c>, <c>xlsx</c>, <c>jsonl</c>, <c>json</c>, <c>parquet</c>.</param>
public sealed record ListLayout(string Format)
{
    /// <summary>What separates the columns, such as <c>semicolon</c>; null where nothing does.</summary>
    public string? Delimiter { get; init; }

    /// <summary>What fields are quoted with, such as <c>double</c>, or <c>none</c>; null where the format knows no quotes.</summary>
    public string? Quote { get; init; }

    /// <summary>The encoding; null where the format says it itself.</summary>
    public string? Encoding { get; init; }

    /// <summary>The workbook's sheet; null where there are none.</summary>
    public string? Sheet { get; init; }

    /// <summary>The header's row, from 1; null where every record names its columns.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Rows that stand before the header, and are passed over.</summary>
    public int PreambleRows => HeaderRow - 1 ?? 0;
}
