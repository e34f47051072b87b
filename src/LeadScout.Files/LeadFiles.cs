using System.Globalization;
using System.IO.Hashing;
using System.Text;
using LeadScout.Files.Csv;
using LeadScout.Files.Doors;
using LeadScout.Files.Trails;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Files;

/// <summary>Lead lists on disk. Thread-safe.</summary>
public static class LeadFiles
{
    /// <summary>The endings of files that can be read, each with its dot.</summary>
    public static IReadOnlyList<string> Endings =>
        [.. LeadFormat.All.SelectMany(format => format.Endings), .. LeadFormat.All.Where(format => format.IsText)
            .SelectMany(format => format.Endings.Select(ending => ending + Packing.Gzip.Ending)), Packing.ZipEnding];

    /// <summary>The endings of lists that are text: these may come from standard input.</summary>
    public static IReadOnlyList<string> TextEndings =>
        [.. LeadFormat.All.Where(format => format.IsText).SelectMany(format => format.Endings)];

    /// <summary>
    /// Where the result goes unless said otherwise: <c>leads.labelled.csv</c> beside <c>leads.csv</c>, <c>leads.labelled.csv.gz</c> beside
    /// <c>leads.csv.gz</c>.
    /// </summary>
    public static string DefaultOutput(string input) =>
        LeadDoors.IsAddress(input)
            ? LeadDoors.Of(input).DefaultOutput(input)
            : input[..^EndingOf(input).Length] + ".labelled" + EndingOf(input);

    /// <summary>A list as a job reads and writes it. Reads the whole file once, for its hash.</summary>
    /// <param name="input">Path of the list.</param>
    /// <param name="output">Path of the result, of the same format; null for <see cref="DefaultOutput"/>.</param>
    /// <param name="options">How to read it; null to find out.</param>
    /// <param name="name">What messages call it; null for the path.</param>
    /// <exception cref="BadInputException">The file can't be used at all; faults inside show when it is opened and read.</exception>
    public static LeadFile At(string input, string? output = null, LeadFileOptions? options = null, string? name = null)
    {
        options ??= new LeadFileOptions();
        if (LeadDoors.IsAddress(input))
        {
            return options == new LeadFileOptions() ? LeadDoors.Of(input).At(input, output)
                : throw new BadInputException(
                    "setting-needless",
                    $"'{input}' is a table, which says itself how it is read. Leave out the options that say how a file is read, such as {Setting.Encoding} and {Setting.Sheet}.");
        }

        var hash = HashOf(input, options);
        var (format, packing) = KindOf(input, options);
        Check(input, format, options);
        var source = new ListSource(input, name ?? input, packing);
        FileContent.Check(source, format);
        var open = format.Prepare(source, options);
        output ??= DefaultOutput(input);
        return new LeadFile(
            input,
            hash,
            open,
            (reader, added) => format.Create(reader, added, Target(reader, added)),
            () =>
            {
                TargetFile.Check(output, input);
                format.Check?.Invoke(input, options);
            })
        {
            Follow = reader => LeadTrail.Of(reader, source.Open, added => Target(reader, added)),
        };

        TargetFile Target(ILeadReader reader, IReadOnlyList<AddedColumn> added)
        {
            EnsureNoClash(input, reader.Columns, [.. added.Select(column => column.Name)]);
            return new TargetFile(output, input, packing);
        }
    }

    /// <summary>A file's ending, the one within a packing included: <c>.csv.gz</c>.</summary>
    internal static string EndingOf(string path)
    {
        var ending = Path.GetExtension(path);
        var inner = IsPacking(ending) ? Path.GetExtension(path[..^ending.Length]) : "";
        return LeadFormat.Of(inner) is null ? ending : inner + ending;
    }

    private static bool IsPacking(string ending) =>
        ending.Equals(Packing.Gzip.Ending, StringComparison.OrdinalIgnoreCase)
            || ending.Equals(Packing.ZipEnding, StringComparison.OrdinalIgnoreCase);

    private static (LeadFormat Format, Packing Packing) KindOf(string input, LeadFileOptions options)
    {
        var ending = Path.GetExtension(input);
        var packing = ending.Equals(
            Packing.Gzip.Ending, StringComparison.OrdinalIgnoreCase) ? Packing.GzipAt(input, Path.GetFileName(input[..^ending.Length]))
            : ending.Equals(Packing.ZipEnding, StringComparison.OrdinalIgnoreCase) ? Packing.ZipAt(input)
            : Packing.None;
        var name = packing == Packing.None ? input : packing.InnerName;
        var format = options.Format is { } named
            ? LeadFormat.Named(named)
            : LeadFormat.Of(name) ?? throw FileContent.Unknown(new ListSource(input, input, packing), name);
        if (packing != Packing.None && !format.IsText)
        {
            throw new BadInputException(
                $"'{input}' holds {format.Name}, which is packed already and can't be read in a packing. Unpack it first.");
        }

        return (format, packing);
    }

    private static void Check(string input, LeadFormat format, LeadFileOptions options)
    {
        if (options.Sheet is not null && format.Name != "XLSX")
        {
            throw new BadInputException("setting-needless", $"'{input}' is {format.Name} and has no sheets. Leave out {Setting.Sheet}.");
        }

        if (options.Encoding is not null && format.Name != "CSV")
        {
            throw new BadInputException(
                "setting-needless", $"'{input}' says itself how it is encoded. Leave out {Setting.Encoding}, which is for CSV.");
        }

        if ((options.Delimiter ?? options.Quote) is not null && format.Name != "CSV")
        {
            throw new BadInputException(
                "setting-needless",
                $"'{input}' is {format.Name} and has neither delimiters nor quotes to choose. Leave out {Setting.Delimiter} and {Setting.Quote}, which are for CSV.");
        }

        if (options.HeaderRow is not null && format.Name is not ("CSV" or "XLSX"))
        {
            throw new BadInputException(
                "setting-needless",
                $"'{input}' is {format.Name}, where every record names its columns. Leave out {Setting.HeaderRow}, which is for CSV and XLSX.");
        }
    }

    /// <summary>Checks, before anything is paid, that the added columns are new to the list.</summary>
    /// <param name="name">The list, for the message.</param>
    /// <param name="columns">The list's header.</param>
    /// <param name="added">The columns to be added.</param>
    /// <param name="canRename">Whether they can be called otherwise.</param>
    /// <exception cref="BadInputException">A column of that name is there already.</exception>
    public static void EnsureNoClash(string name, IReadOnlyList<string> columns, IReadOnlyList<string> added, bool canRename = true)
    {
        foreach (var column in added)
        {
            if (columns.Contains(column, StringComparer.OrdinalIgnoreCase) || Header.Several(column, columns).Count > 0)
            {
                throw new BadInputException(
                    $"'{name}' has a column '{column}' already, and the result would have it twice. "
                    + $"Is it the result of an earlier run? Use the list that run was made from, or {UserMessage.If(canRename, $"name the new columns with {Setting.OutColumn.To(FreeColumn(column, columns))}")}{UserMessage.If(!canRename, $"rename or remove the column")}.");
            }
        }
    }

    /// <summary>A name like a column's that the list does not have: <c>department_2</c>.</summary>
    /// <param name="column">The column, or one of those that go with it.</param>
    /// <param name="columns">The list's header.</param>
    public static string FreeColumn(string column, IReadOnlyList<string> columns) => Enumerable.Range(2, columns.Count + 1)
        .Select(number => $"{column.Replace("_confidence", "", StringComparison.Ordinal).Replace("_source", "", StringComparison.Ordinal)}_{number}")
        .First(name => !columns.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Checks, before anything is paid, that a list of the given encoding can hold these values.</summary>
    /// <exception cref="BadInputException">A value has a character that the encoding lacks.</exception>
    public static void EnsureCanHold(LeadFileOptions options, IEnumerable<string> values)
    {
        var encoding = CsvEncoding.Named(options.Encoding ?? "utf-8");
        foreach (var value in values)
        {
            try
            {
                encoding.GetByteCount(value);
            }
            catch (EncoderFallbackException e)
            {
                throw CsvEncoding.Lacks(encoding, $"'{value}'", e);
            }
        }
    }

    /// <summary>
    /// Checks, before anything is paid, that a list can hold these values where it stands: a CSV without quotes has no place for its own
    /// delimiter.
    /// </summary>
    /// <param name="reader">Of the list.</param>
    /// <param name="values">Names and values of added columns.</param>
    /// <exception cref="BadInputException">A value needs quotes, and the list has none.</exception>
    public static void EnsureCanHold(ILeadReader reader, IEnumerable<string> values)
    {
        if (reader is CsvReader csv)
        {
            var fields = new CsvFields(csv.Dialect);
            foreach (var value in values)
            {
                _ = fields.Of(value);
            }
        }
    }

    private static string HashOf(string input, LeadFileOptions options)
    {
        if (Directory.Exists(input))
        {
            throw new BadInputException($"'{input}' is a directory. Name a list in it.");
        }

        var hash = new XxHash128();
        try
        {
            using var stream = File.OpenRead(input);
            hash.Append(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"There is no file '{input}'.{MissingFile.Hint(input)}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"'{input}' may not be read. Ask for the right to read it, or copy it to where you have it.", e);
        }

        // What else decides how the bytes are read; the NULs keep the parts apart.
        hash.Append(Encoding.UTF8.GetBytes($"\0{options.Encoding?.ToLowerInvariant()}\0{options.Sheet}"));
        if (options with { Encoding = null, Sheet = null } != new LeadFileOptions())
        {
            hash.Append(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\0{options.Delimiter}\0{options.Quote}\0{options.HeaderRow}\0{options.Format}")));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
