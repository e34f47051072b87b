using System.Globalization;
using LeadScout.Files;
using LeadScout.Statistics;

namespace LeadScout.Scale.Lists;

/// <summary>
/// A large list of leads, the same for the same seed: invented persons of the public lead lists, with job titles repeated as in H-2B.
/// </summary>
/// <param name="Titles">The distinct titles.</param>
/// <param name="TitleOfRow">By row: the place of its title.</param>
/// <param name="Persons">Columns 2 to 7 of persons, from whom rows are drawn.</param>
/// <param name="Seed">Of the draw.</param>
internal sealed record LargeList(string[] Titles, int[] TitleOfRow, string[][] Persons, int Seed)
{
    /// <summary>The column that is asked about.</summary>
    public const string TitleColumn = "Job Title";

    private static readonly string[] PersonColumns = ["First Name", "Last Name", "Company", "City", "Phone 1", "Email"];

    /// <summary>So many columns of small numbers as text stand behind the title.</summary>
    public int Extra { get; init; }

    /// <summary>The header: eight columns, and the extra ones.</summary>
    public IReadOnlyList<string> Columns =>
        ["Id", .. PersonColumns, TitleColumn, .. Enumerable.Range(1, Extra).Select(i => string.Create(CultureInfo.InvariantCulture, $"Extra {i}"))];

    /// <summary>Draws a list.</summary>
    /// <param name="data">The folder of the public sets.</param>
    /// <param name="rows">Leads.</param>
    /// <param name="distinct">Distinct titles; at most the rows.</param>
    /// <param name="seed">Of the draw.</param>
    public static LargeList Draw(string data, int rows, int distinct, int seed)
    {
        var titles = Lists.Titles.Read(data, distinct);
        var drawn = new ZipfTail(titles.RowsOfH2B, distinct, new Random(seed)).Draw(rows);
        return new LargeList(titles.Texts, drawn, PersonsOf(Path.Combine(data, "leads", "customers-10000.csv")), seed);
    }

    /// <summary>Its first rows, with more columns.</summary>
    public LargeList First(int rows, int extra) => this with { TitleOfRow = TitleOfRow[..rows], Extra = extra };

    /// <summary>The rows, each in the same array.</summary>
    public IEnumerable<string[]> Rows()
    {
        var random = new Random(Seed);
        var row = new string[Columns.Count];
        var title = PersonColumns.Length + 1;
        for (var i = title + 1; i < row.Length; i++)
        {
            row[i] = (i % 100).ToString(CultureInfo.InvariantCulture);
        }

        for (var i = 0; i < TitleOfRow.Length; i++)
        {
            row[0] = (i + 1).ToString(CultureInfo.InvariantCulture);
            Persons[random.Next(Persons.Length)].CopyTo(row, 1);
            row[title] = Titles[TitleOfRow[i]];
            yield return row;
        }
    }

    private static string[][] PersonsOf(string path)
    {
        using var reader = LeadFiles.At(path).Open();
        var columns = Array.ConvertAll(PersonColumns, name => reader.Columns.Index().First(column => column.Item == name).Index);
        var persons = new List<string[]>();
        while (reader.Read())
        {
            persons.Add(Array.ConvertAll(columns, column => reader.Value(column).ToString()));
        }

        return [.. persons];
    }
}
