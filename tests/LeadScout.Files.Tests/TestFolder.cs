using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Tests;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
public sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadscout-test-");

    public string Path => _directory.FullName;

    public string File(string name) => System.IO.Path.Join(Path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public string[] Names() => [.. _directory.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>All values, row by row.</summary>
    public static List<string[]> Rows(LeadFile file)
    {
        using var reader = file.Open();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. reader.Columns.Select((_, i) => reader.Value(i).ToString())]);
            Assert.Equal(rows.Count, reader.Row);
        }

        Assert.False(reader.Read());
        return rows;
    }

    /// <summary>An added column of this name, of numbers if it is a confidence.</summary>
    public static AddedColumn Column(string name) => new(name, IsNumber: name.EndsWith("_confidence", StringComparison.Ordinal));

    /// <summary>Runs a list through its writer.</summary>
    public static void Label(LeadFile file, string[] added, Func<ILeadReader, string[]> values, int limit = int.MaxValue)
    {
        using var reader = file.Open();
        using var writer = file.Create(reader, Array.ConvertAll(added, Column));
        for (var i = 0; i < limit; i++)
        {
            if (!reader.Read())
            {
                writer.TakeEnd();
                break;
            }

            writer.Take();
            writer.Write(values(reader));
        }

        writer.Complete();
    }

    /// <summary>Runs a list through its trail: read once, and written along it.</summary>
    /// <param name="meanwhile">What happens between reading and writing.</param>
    /// <returns>False where it has to be read again.</returns>
    public static bool LabelAlongTrail(LeadFile file, string[] added, Func<int, string[]> values, Action? meanwhile = null)
    {
        using var reader = file.Open();
        using var trail = file.Follow(reader);
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            trail?.Take();
            trail?.Note([rows, -1 - (rows % 7)]);
        }

        trail?.TakeEnd();
        reader.Dispose();
        meanwhile?.Invoke();
        using var again = trail?.Rewrite(Array.ConvertAll(added, Column));
        if (again is null)
        {
            return false;
        }

        Span<int> found = stackalloc int[2];
        for (var row = 0; row < rows; row++)
        {
            Assert.True(again.Advance(found));
            Assert.Equal((row, -1 - (row % 7)), (found[0], found[1]));
            again.Write(values(row));
        }

        Assert.False(again.Advance(found));
        again.Complete();
        return true;
    }

    public static BadInputException Refused(Action action) => Assert.ThrowsAny<BadInputException>(action);
}
