using System.Collections.Immutable;
using LeadScout.Files.Csv;
using LeadScout.Files.JsonLines;
using LeadScout.Files.Parquet;
using LeadScout.Files.Xlsx;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>A format that lists come in. To add one, add it to <see cref="All"/>.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Endings">Of file names, lower case, each with its dot.</param>
/// <param name="Prepare">Finds out once how a list is read, and gives what opens it at its first lead as often as is wanted.</param>
/// <param name="Create">Opens the writer for the leads of a reader of this format: added columns, and where it goes.</param>
internal sealed record LeadFormat(
    string Name,
    ImmutableArray<string> Endings,
    Func<ListSource, LeadFileOptions, Func<ILeadReader>> Prepare,
    Func<ILeadReader, IReadOnlyList<AddedColumn>, TargetFile, ILeadWriter> Create)
{
    /// <summary>
    /// Reads all of a file that a result is made of, so that what is damaged is found before anything is paid; null where reading the leads
    /// does.
    /// </summary>
    public Action<string, LeadFileOptions>? Check { get; init; }

    public static readonly ImmutableArray<LeadFormat> All =
    [
        new(
            "CSV",
            [".csv", ".tsv", ".txt"],
            CsvReader.Prepare,
            (reader, added, target) => new CsvWriter((CsvReader)reader, added, target)) { IsText = true },
        new(
            "XLSX",
            [".xlsx", ".xlsm"],
            (source, options) => () => XlsxReader.Open(source.Path, options),
            (reader, added, target) => new XlsxWriter((XlsxReader)reader, added, target)) { Check = XlsxReader.Check },
        new(
            "JSON Lines",
            [".jsonl", ".ndjson", ".json"],
            JsonLinesReader.Prepare,
            (reader, added, target) => new JsonLinesWriter((JsonLinesReader)reader, added, target)) { IsText = true },
        new(
            "Parquet",
            [".parquet"],
            (source, _) => () => ParquetLeadReader.Open(source.Path),
            (reader, added, target) => new ParquetLeadWriter((ParquetLeadReader)reader, added, target)),
    ];

    /// <summary>
    /// Whether a list is text: it may be packed, come from standard input, and be followed to its end without going back.
    /// </summary>
    public bool IsText { get; init; }

    /// <summary>The format of a file by its ending, or null.</summary>
    public static LeadFormat? Of(string path) =>
        All.FirstOrDefault(format => format.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()));

    /// <summary>The format that <see cref="LeadFileOptions.Format"/> names.</summary>
    /// <exception cref="BadInputException">None is called so.</exception>
    public static LeadFormat Named(string name) => Of("." + name) ?? throw new BadInputException(
        "format-unknown",
        $"{Setting.InputFormat} can't be '{name}'. Allowed: {string.Join(", ",
        All.SelectMany(format => format.Endings).Select(ending => ending[1..]))}.");
}
