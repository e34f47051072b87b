using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Savings.Sets;

/// <summary>Reads a set: tab-separated, UTF-8, a header that names at least a text and a label column, no quoting.</summary>
internal static class SetFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labelColumn">The column that the teacher answers from.</param>
    /// <param name="goldColumn">The column that is true; the label column by default.</param>
    /// <exception cref="BadInputException">No such file or column, or a row that lacks a cell; the message says where.</exception>
    public static LabelledSet Read(string path, string labelColumn = "label", string? goldColumn = null)
    {
        if (!File.Exists(path))
        {
            throw new BadInputException($"There is no set {path}. Name a file with --tsv, or the folder of the public sets with --data.");
        }

        return Parse(Path.GetFileNameWithoutExtension(path), File.ReadLines(path), labelColumn, goldColumn);
    }

    /// <summary>One column of a file, by row.</summary>
    /// <exception cref="BadInputException">No such file or column, or a row that lacks the cell.</exception>
    public static IReadOnlyList<string> ReadColumn(string path, string column) =>
        [.. Read(path, goldColumn: column).Rows.Select(row => row.Gold)];

    /// <summary>Reads lines, the header first.</summary>
    public static LabelledSet Parse(string name, IEnumerable<string> lines, string labelColumn = "label", string? goldColumn = null)
    {
        var rows = new List<LabelledRow>();
        string[]? header = null;
        var (text, label, gold, number) = (0, 0, 0, 0);
        foreach (var line in lines)
        {
            number++;
            var cells = line.TrimEnd('\r').Split('\t');
            if (header is null)
            {
                header = cells;
                (text, label, gold) = (ColumnOf("text"), ColumnOf(labelColumn), ColumnOf(goldColumn ?? labelColumn));
                continue;
            }

            rows.Add(new LabelledRow(CellOf(cells, text), CellOf(cells, label), CellOf(cells, gold)));
        }

        return rows.Count > 0 ? new LabelledSet(name, rows) : throw new BadInputException($"The set {name} has no rows.");

        int ColumnOf(string column) => Array.IndexOf(header, column) is >= 0 and var index
            ? index
            : throw new BadInputException($"The set {name} has no column '{column}'. Its columns are: {string.Join(", ", header)}.");

        string CellOf(string[] cells, int column) => column < cells.Length && cells[column].Trim() is { Length: > 0 } cell
            ? cell
            : throw new BadInputException(
                $"The set {name} has nothing in column '{header[column]}' of line {number}. Every row needs a text and a label.");
    }
}
