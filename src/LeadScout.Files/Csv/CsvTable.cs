using System.Data;
using Sylvan.Data.Csv;

namespace LeadScout.Files.Csv;

/// <summary>Writes a small table as CSV: comma separated, quoted where needed, a line feed after each row.</summary>
public static class CsvTable
{
    /// <summary>Writes the header and the rows; every row has as many values as there are columns.</summary>
    public static void Write(TextWriter writer, IEnumerable<string> columns, IEnumerable<string[]> rows)
    {
        using var table = new DataTable();
        foreach (var column in columns)
        {
            table.Columns.Add(column, typeof(string));
        }

        foreach (var row in rows)
        {
            table.Rows.Add(row);
        }

        using var reader = table.CreateDataReader();
        using var csv = CsvDataWriter.Create(writer, new CsvDataWriterOptions { NewLine = "\n" });
        csv.Write(reader);
    }
}
