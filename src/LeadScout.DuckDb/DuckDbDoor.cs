using System.IO.Hashing;
using System.Text;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.DuckDb;

/// <summary>Lists in DuckDB: a table is read, and a table with the added columns written beside it. Thread-safe.</summary>
public sealed class DuckDbDoor : ILeadDoor
{
    /// <inheritdoc/>
    public string DefaultOutput(string input) =>
        DuckDbAddress.Parse(input) is var address ? (address with { Table = address.Table + "_labelled" }).ToString() : "";

    /// <inheritdoc/>
    public string Placed(string address, string folder) =>
        DuckDbAddress.Parse(address) is { Kind: not "postgres" } parsed
            ? (parsed with { Source = Path.GetFullPath(parsed.Source, folder) }).ToString()
            : address;

    /// <inheritdoc/>
    public LeadFile At(string input, string? output)
    {
        var from = DuckDbAddress.Parse(input);
        if (output is not null && !LeadDoors.IsAddress(output))
        {
            throw new BadInputException(
                $"The result of a table is a table: '{output}' must begin with 'duckdb:', for instance '{DefaultOutput(input)}'.");
        }

        var to = DuckDbAddress.Parse(output ?? DefaultOutput(input));
        return new LeadFile(
            input,
            HashOf(from, input),
            () => DuckDbReader.Open(from, input),
            (reader, added) =>
            {
                LeadFiles.EnsureNoClash(input, reader.Columns, [.. added.Select(column => column.Name)]);
                return new DuckDbWriter((DuckDbReader)reader, added, to);
            },
            () => DuckDbWriter.Check(to));
    }

    private static string HashOf(DuckDbAddress from, string name)
    {
        using var reader = DuckDbReader.Open(from, name);
        var hash = new XxHash128();
        foreach (var row in reader.Everything())
        {
            hash.Append(Encoding.UTF8.GetBytes(row));
            hash.Append([0xFF]); // stands in no UTF-8
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
