using System.Collections.Immutable;
using LeadScout.Files.Csv;
using LeadScout.Files.JsonLines;
using LeadScout.Files.Parquet;
using LeadScout.Files.Xlsx;
using LeadScout.Jobs;

namespace LeadScout.Files;

/// <summary>A format that lists come in. To add one, add it to <see cref="All"/>.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Endings">Of file names, lower case, each with its dot.</param>
/// <param name="Open">Opens a path at its first lead.</param>
/// <param name="Create">Opens the writer for the leads of a reader of this format: added columns, and where it goes.</param>
internal sealed record LeadFormat(
    string Name,
    ImmutableArray<string> Endings,
    Func<string, LeadFileOptions, ILeadReader> Open,
    Func<ILeadReader, IReadOnlyList<AddedColumn>, TargetFile, ILeadWriter> Create)
{
    /// <summary>Reads all of a file that a result is made of, so that what is damaged is found before anything is paid; null where reading the leads does.</summary>
    public Action<string, LeadFileOptions>? Check { get; init; }

    public static readonly ImmutableArray<LeadFormat> All =
    [
        new("CSV", [".csv", ".tsv", ".txt"], (path, options) => CsvReader.Open(path, options.Encoding), (reader, added, target) => new CsvWriter((CsvReader)reader, added, target)),
        new("XLSX", [".xlsx", ".xlsm"], XlsxReader.Open, (reader, added, target) => new XlsxWriter((XlsxReader)reader, added, target)) { Check = XlsxReader.Check },
        new("JSON Lines", [".jsonl", ".ndjson"], (path, _) => JsonLinesReader.Open(path), (reader, added, target) => new JsonLinesWriter((JsonLinesReader)reader, added, target)),
        new("Parquet", [".parquet"], (path, _) => ParquetLeadReader.Open(path), (reader, added, target) => new ParquetLeadWriter((ParquetLeadReader)reader, added, target)),
    ];

    /// <summary>The format of a file by its ending.</summary>
    /// <exception cref="BadInputException">None has this ending.</exception>
    public static LeadFormat Of(string path) =>
        All.FirstOrDefault(f => f.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        ?? throw new BadInputException(
            $"'{path}' has an ending that is not known. Lists may be {string.Join("; ", All.Select(f => $"{f.Name} ({string.Join(", ", f.Endings)})"))}. Save the list as one of these.");
}
