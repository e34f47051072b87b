using System.Buffers;

namespace LeadScout.Scale.Lists;

/// <summary>Writes a large list as CSV.</summary>
internal static class CsvList
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    public static void Write(LargeList list, string path)
    {
        using var text = new StreamWriter(path);
        text.NewLine = "\n";
        text.WriteLine(string.Join(',', list.Columns));
        foreach (var row in list.Rows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                text.Write(i == 0 ? "" : ",");
                text.Write(row[i].AsSpan().ContainsAny(NeedsQuotes) ? $"\"{row[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : row[i]);
            }

            text.WriteLine();
        }
    }
}
