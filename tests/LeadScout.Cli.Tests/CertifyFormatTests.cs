using System.Globalization;
using LeadScout.Files;
using Parquet;
using Parquet.Schema;
using Xunit;
using static LeadScout.Files.Tests.Xlsx.Workbook;

namespace LeadScout.Cli.Tests;

/// <summary>Labelled workbooks and Parquet files, put to the proof and corrected.</summary>
public sealed class CertifyFormatTests
{
    private const int Rows = 300;
    private static readonly string[] Labels = ["Sales", "Marketing", "Finance"];

    [Theory]
    [InlineData("vendor.xlsx", "fixed.xlsx")]
    [InlineData("vendor.parquet", "fixed.parquet")]
    [InlineData("vendor.jsonl", "fixed.jsonl")]
    public async Task Corrections_are_added_to_the_list_in_its_own_format(string name, string result)
    {
        using var folder = new Folder();
        var answers = folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"Title {i}\t{LabelOf(i)}\n")));
        await WriteAsync(folder, name);

        var run = await CommandLine.RunAsync(
            "certify", folder[name], "--label-column", "department", "--question", "department", "--teacher", "recorded:" + answers, "--max-error", "0%", "--max-audits", "1000",
            "--fix", folder[result], "--db", folder["a.db"], "--format", "json");

        Assert.True(run.ExitCode == 5, run.Error);
        using var rows = LeadFiles.At(folder[result]).Open();
        Assert.Equal(["Job Title", "department", "department_corrected", "department_checked"], rows.Columns);
        var (read, corrected) = (0, 0);
        while (rows.Read())
        {
            Assert.Equal($"Title {read}", rows.Value(0).ToString());
            Assert.Equal(GivenOf(read), rows.Value(1).ToString());
            var isCorrected = rows.Value(3).ToString() == "corrected";
            Assert.Equal(isCorrected ? LabelOf(read) : GivenOf(read), rows.Value(2).ToString());
            corrected += isCorrected ? 1 : 0;
            read++;
        }

        Assert.Equal(Rows, read);
        Assert.Equal(run.Json.GetProperty("certified").GetProperty("columns")[0].GetProperty("wrongRows").GetInt32(), corrected);
        Assert.True(corrected > 0);
    }

    private static string LabelOf(int i) => Labels[i % Labels.Length];

    private static string GivenOf(int i) => Labels[(i % 10 == 4 ? i + 1 : i) % Labels.Length];

    private static async Task WriteAsync(Folder folder, string name)
    {
        var rows = Enumerable.Range(0, Rows).Select(i => (Title: string.Create(CultureInfo.InvariantCulture, $"Title {i}"), Label: GivenOf(i))).ToArray();
        if (name.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            folder.Write(name, Of(Row(1, "Job Title", "department") + string.Concat(rows.Select((row, i) => Row(i + 2, row.Title, row.Label)))));
        }
        else if (name.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            folder.Write(name, string.Concat(rows.Select(row => $"{{\"Job Title\":\"{row.Title}\",\"department\":\"{row.Label}\"}}\n")));
        }
        else
        {
            var schema = new ParquetSchema(new DataField<string>("Job Title"), new DataField<string>("department"));
            await using var stream = File.Create(folder[name]);
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], rows.Select(row => row.Title).ToArray());
            await group.WriteAsync(schema.DataFields[1], rows.Select(row => row.Label).ToArray());
        }
    }
}
