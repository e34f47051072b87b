using LeadScout.Files;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Lists of texts, and of texts with labels, as a person keeps them, in any format that lead lists come in.</summary>
internal static class TextList
{
    /// <summary>The column <c>text</c> of a list, or its only column.</summary>
    /// <exception cref="BadInputException">The list has no such column, or can't be read.</exception>
    public static IReadOnlyList<string> Texts(string path)
    {
        using var reader = LeadFiles.At(path).Open();
        var text = reader.Columns.Count == 1 ? 0 : ColumnOf("text", reader, path);
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.Value(text).ToString());
        }

        return texts;
    }

    /// <summary>The columns <c>text</c> and <c>label</c> of a list, with the number of the row.</summary>
    /// <exception cref="BadInputException">The list has no such columns, or can't be read.</exception>
    public static IReadOnlyList<(long Row, string Text, string Label)> Labelled(string path)
    {
        using var reader = LeadFiles.At(path).Open();
        var (text, label) = (ColumnOf("text", reader, path), ColumnOf("label", reader, path));
        var rows = new List<(long, string, string)>();
        while (reader.Read())
        {
            rows.Add((reader.Row, reader.Value(text).ToString(), reader.Value(label).ToString()));
        }

        return rows;
    }

    private static int ColumnOf(string name, ILeadReader reader, string path)
    {
        for (var i = 0; i < reader.Columns.Count; i++)
        {
            if (reader.Columns[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new BadInputException($"'{path}' has no column '{name}'. Its columns are: {string.Join(", ", reader.Columns)}. Rename the one that is meant.");
    }
}
