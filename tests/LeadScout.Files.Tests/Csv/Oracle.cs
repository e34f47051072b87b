using System.Text;

namespace LeadScout.Files.Tests.Csv;

/// <summary>RFC 4180 as plainly as it can be written, to check the product's reader and writer against.</summary>
internal static class Oracle
{
    public static string Field(string value, char delimiter, bool quoteAll) =>
        quoteAll || value.AsSpan().IndexOfAny([delimiter, '"', '\r', '\n']) >= 0 ? $"\"{value.Replace("\"", "\"\"",
        StringComparison.Ordinal)}\"" : value;

    public static List<string[]> Read(string text, char delimiter)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && (c == delimiter || c == '\n'))
            {
                row.Add(Taken(field));
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else if (quoted || c != '\r')
            {
                field.Append(c);
            }
        }

        if (row.Count > 0)
        {
            row.Add(Taken(field));
            rows.Add([.. row]);
        }

        return rows;
    }

    private static string Taken(StringBuilder field)
    {
        var value = field.ToString();
        field.Clear();
        return value;
    }
}
