using System.Data.Common;
using DuckDB.NET.Data;
using LeadScout.Docs.Tests.Pages;
using Microsoft.Data.Sqlite;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>What a page's folder holds: the reader's files, the repository's, and the commands that stand in for others.</summary>
internal static class Bench
{
    // Enough for patterns, and quickly done.
    private const int Rows = 400;

    public static void Furnish(Folder folder)
    {
        foreach (var name in new[] { "bin", "home", "eng" })
        {
            Directory.CreateDirectory(folder[name]);
        }

        foreach (var command in Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/LeadScout.Docs.Tests/Shell/Commands")))
        {
            File.CreateSymbolicLink(folder[$"bin/{Path.GetFileName(command)}"], command);
        }

        foreach (var name in new[] { "artifacts", "bench", "docs", "samples", "src", "tests" })
        {
            Directory.CreateSymbolicLink(folder[name], Path.Join(Repository.Root, name));
        }

        foreach (var script in Directory.EnumerateFiles(Path.Join(Repository.Root, "eng")).Where(path => Path.GetExtension(path).Length == 0))
        {
            // Whole runs of a script of the repository are CI's; that it is there and may be run is looked at.
            folder.Write($"eng/{Path.GetFileName(script)}", $"#!/usr/bin/env bash\ntest -x '{script}'\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder[$"eng/{Path.GetFileName(script)}"], (UnixFileMode)0b111_101_101);
            }
        }

        WriteLists(folder);
        WriteDatabases(folder);
    }

    private static void WriteLists(Folder folder)
    {
        folder.Write("leads.csv", string.Join('\n', File.ReadLines(Path.Join(Repository.Root, "samples/demo/leads.csv")).Take(Rows + 1)) + "\n");
        folder.Write("names.csv", "Name\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"Rossi{(char)('a' + (i % 20))}\nMüller{(char)('a' + (i / 2))}\n")));
        folder.Write("corrections.csv", "text,label\nHead of Sales,Sales\n");
        folder.Write("erasure-requests.csv", "text\nHead of Sales\n");
        folder.Write("tickets.csv", "Ticket\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"My order {i} has not arrived\nWhere is invoice {i}?\n")));
        folder.Write(
            "intent.yaml", "name: intent\nask: What does this customer want?\ntext: \"{Ticket}\"\nlabels: [Delivery, Invoice, Other]\n");
    }

    private static void WriteDatabases(Folder folder)
    {
        using var predecessor = new SqliteConnection($"Data Source={folder["llm_learning.db"]};Pooling=False");
        Execute(predecessor, """
            CREATE TABLE llm_classifications (
                id INTEGER PRIMARY KEY, name TEXT, normalized_name TEXT, ethnicity TEXT, confidence REAL, llm_provider TEXT, classification_timestamp TEXT);
            INSERT INTO llm_classifications (name, normalized_name, ethnicity, llm_provider, classification_timestamp)
            VALUES ('Smith', 'smith', 'Anglo', 'openai', '2025-06-01 10:00:00'), ('Rossi', 'rossi', 'Italian', 'openai', '2025-06-01 10:00:01');
            """);
        using var duckDb = new DuckDBConnection($"DataSource={folder["leads.duckdb"]}");
        Execute(duckDb, $"CREATE TABLE leads AS SELECT * FROM read_csv('{folder["leads.csv"]}', all_varchar = true)");
    }

    private static void Execute(DbConnection database, string sql)
    {
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
