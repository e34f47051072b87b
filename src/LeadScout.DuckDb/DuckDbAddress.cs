using LeadScout.Questions;

namespace LeadScout.DuckDb;

/// <summary>
/// A table: <c>duckdb:FILE?table=NAME</c>, or <c>duckdb:sqlite:FILE?table=NAME</c> and <c>duckdb:postgres:CONNECTION?table=NAME</c> by
/// DuckDB's extensions.
/// </summary>
/// <param name="Kind">What DuckDB calls the kind of database: "" for its own.</param>
/// <param name="Source">Its file, or how it is connected to.</param>
/// <param name="Schema">The table's schema; null for the usual one.</param>
/// <param name="Table">The table.</param>
internal sealed record DuckDbAddress(string Kind, string Source, string? Schema, string Table)
{
    private const string Prefix = "duckdb:";
    private const string Wanted =
        "Write it as duckdb:leads.duckdb?table=leads, with &schema=NAME behind it where the table is not in the usual schema.";

    private static readonly string[] Kinds = ["sqlite", "postgres"];

    /// <summary>The table, as SQL names it within the attached database.</summary>
    public string Sql(string database) => $"{Quoted(database)}.{(Schema is null ? "" : Quoted(Schema) + ".")}{Quoted(Table)}";

    /// <summary>Reads an address.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static DuckDbAddress Parse(string text)
    {
        var at = text.LastIndexOf('?');
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || at < 0)
        {
            throw new BadInputException($"'{text}' names no table. {Wanted}");
        }

        var source = text[Prefix.Length..at];
        var kind = Kinds.FirstOrDefault(kind => source.StartsWith(kind + ":", StringComparison.Ordinal)) ?? "";
        source = kind.Length == 0 ? source : source[(kind.Length + 1)..];
        if (source.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(
                "The address of a list must not hold a password: it is kept with the job. Say it in the environment, for PostgreSQL as PGPASSWORD.");
        }

        string? table = null, schema = null;
        foreach (var pair in text[(at + 1)..].Split('&'))
        {
            var value = Uri.UnescapeDataString(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            (table, schema) = pair.Split('=')[0] switch
            {
                "table" => (value, schema),
                "schema" => (table, value),
                var other => throw new BadInputException($"'{text}': '{other}' is not known. {Wanted}"),
            };
        }

        return source.Length > 0 && table is { Length: > 0 }
            ? new DuckDbAddress(kind, source, schema, table)
            : throw new BadInputException($"'{text}' names no table. {Wanted}");
    }

    /// <summary>A name as SQL quotes it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Prefix}{(Kind.Length == 0 ? "" : Kind + ":")}{Source}?table={Uri.EscapeDataString(Table)}{(Schema is null ? "" : "&schema=" + Uri.EscapeDataString(Schema))}";
}
