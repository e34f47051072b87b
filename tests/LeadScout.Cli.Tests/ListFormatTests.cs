using System.Text;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Lists in JSON Lines and Parquet: labelled as a CSV is, and the same bytes however often the result is written.</summary>
public sealed class ListFormatTests
{
    [Fact]
    public async Task JSON_lines_are_labelled_and_stay_as_they_were()
    {
        using var trial = new Trial();
        var list = trial.Folder.Write("leads.jsonl", """
            {"Job Title":"CFO","tags":["a", {"b":1.0}]}
            {"Job Title":"recruiter "}
            {"Job Title":null,"x":1}
            """.ReplaceLineEndings("\n"));

        var run = await trial.ClassifyFileAsync(list, "department");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("""
            {"Job Title":"CFO","tags":["a", {"b":1.0}],"department":"Finance","department_confidence":1,"department_source":"teacher"}
            {"Job Title":"recruiter ","department":"HR","department_confidence":1,"department_source":"teacher"}
            {"Job Title":null,"x":1,"department":null,"department_confidence":null,"department_source":"undecided:blank"}
            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.jsonl")));
        await AssertTheSameAgainAsync(trial, list, "leads.labelled.jsonl");
    }

    [Fact]
    public async Task Parquet_is_labelled_with_a_confidence_that_is_a_number()
    {
        using var trial = new Trial();
        var list = trial.Folder["leads.parquet"];
        await WriteAsync(list, ["CFO", "recruiter "]);

        var run = await trial.ClassifyFileAsync(list, "department");

        Assert.True(run.ExitCode == 0, run.Error);
        await using (
            var result = await ParquetReader.CreateAsync(trial.Folder["leads.labelled.parquet"], null, TestContext.Current.CancellationToken))
        {
            using var rows = result.OpenRowGroupReader(0);
            var (labels, confidences) = (new string?[2], new double?[2]);
            await rows.ReadAsync(result.Schema.DataFields[1], labels.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            await rows.ReadAsync(
                result.Schema.DataFields[2], confidences.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(["Finance", "HR"], labels);
            Assert.Equal([1, 1], confidences);
        }

        await AssertTheSameAgainAsync(trial, list, "leads.labelled.parquet");
    }

    [Fact]
    public async Task The_result_has_the_format_of_the_list()
    {
        using var trial = new Trial();
        var list = trial.Folder.Write("leads.jsonl", "{\"Job Title\":\"CFO\"}\n");
        Refusal.Check(await trial.ClassifyFileAsync(list, "department", "--out", trial.Folder["result.csv"]), "must end in '.jsonl'");
    }

    [Fact]
    public async Task A_broken_record_is_refused_before_anything_is_asked()
    {
        using var trial = new Trial();
        var list = trial.Folder.Write("leads.jsonl", "{\"Job Title\":\"CFO\"}\n{\"Job Title\":\"CFO\"\n");
        Refusal.Check(await trial.ClassifyFileAsync(list, "department"), "row 2 (line 2)", "is not a JSON object");
    }

    private static async Task AssertTheSameAgainAsync(Trial trial, string list, string result)
    {
        var first = trial.Folder.Read(result);
        File.Delete(trial.Folder[result]);
        Assert.Equal(0, (await trial.ClassifyFileAsync(list, "department")).ExitCode);
        Assert.Equal(first, trial.Folder.Read(result));
    }

    private static async Task WriteAsync(string path, string[] titles)
    {
        var schema = new ParquetSchema(new DataField<string>("Job Title"));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(schema.DataFields[0], titles);
    }
}
