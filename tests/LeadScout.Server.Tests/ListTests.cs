using System.Text;
using System.Text.Json;
using LeadScout.Jobs;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>What is said about a list before anything is paid, field by field, and how a job is told to read it.</summary>
public sealed class ListTests
{
    private const string Preamble =
        "Leads of spring\nId;Email;Job Title\n1;a@example.org;CFO\n2;b@example.org;#N/A\n3;c@example.org;Recruiter\n4;d@example.org;\n5;e@example.org;Vertriebsleiter\n6;f@example.org;cfo\n7;g@example.org;Controller\n";

    [Fact]
    public async Task A_list_says_how_it_was_understood_and_what_in_its_columns_is_no_text()
    {
        await using var trial = await ServerTrial.StartAsync();
        using var response = await trial.PostBytesAsync(
            "/api/v1/lists?name=leads.csv", Encoding.UTF8.GetBytes(Preamble + $"8;;{new string('x', 2001)}\n"));
        var list = await ServerTrial.JsonAsync(response, 201);

        AssertLayout(list.GetProperty("layout"), "csv", "semicolon", "double", "utf-8", 2);
        Assert.Equal(1, list.GetProperty("layout").Number("preambleRows"));
        Assert.Contains("passed over: 'Leads of spring'", list.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        var email = list.GetProperty("findings")[0];
        Assert.Equal(("Email", 1), (email.Text("column"), email.Number("blankRows")));
        var title = list.GetProperty("findings")[1];
        Assert.Equal(
            ("Job Title", 1, 1, 0, 1),
            (title.Text("column"), title.Number("blankRows"), title.Number("cellErrorRows"), title.Number("notComputedRows"), title.Number("longRows")));
        Assert.False(title.GetProperty("mostlyEmpty").GetBoolean());
        Assert.Equal(JsonValueKind.Array, (await trial.GetAsync($"/api/v1/lists/{list.Text("id")}")).GetProperty("list").GetProperty("findings").ValueKind);
    }

    [Fact]
    public async Task An_estimate_says_what_would_leave_the_machine_and_what_would_not()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", Encoding.UTF8.GetBytes(Preamble + $"8;;{new string('x', 2001)}\n"));

        var found = (await trial.PostAsync("/api/v1/estimate", new { list, question = "department" })).GetProperty("findings");

        AssertLayout(found.GetProperty("layout"), "csv", "semicolon", "double", "utf-8", 2);
        Assert.Equal("CSV, delimiter semicolon, UTF-8, header in row 2", found.Text("dialect"));
        Assert.Equal(["Job Title"], Texts(found.GetProperty("columns")));
        Assert.Equal(["CFO", "Recruiter", "Vertriebsleiter"], Texts(found.GetProperty("samples")));
        Assert.Equal(
            (1, 1, 0, 0, 1),
            (found.Number("blankRows"), found.Number("cellErrorRows"), found.Number("notComputedRows"), found.Number("tooLongRows"), found.Number("cutRows")));
        Assert.DoesNotContain("example.org", found.GetRawText(), StringComparison.Ordinal);

        var skipping = (await trial.PostAsync("/api/v1/estimate", new { list, question = "department", longTexts = "skip", maxText = 5 }))
            .GetProperty("findings");
        Assert.Equal((4, 0), (skipping.Number("tooLongRows"), skipping.Number("cutRows")));
        Assert.Equal(["CFO"], Texts(skipping.GetProperty("samples")));
    }

    [Theory]
    [InlineData("delimiter", "tab", "Id\tJob Title, or so\n1\tCFO, Europe\n2\tRecruiter, Asia\n", "column", "Job Title, or so")]
    [InlineData("quote", "single", "Id;Job Title\n1;'CFO; Europe'\n2;'Recruiter'\n3;'CEO'\n", "column", "Job Title")]
    [InlineData("headerRow", 3, "Status;open\n;\nId;Job Title\n1;CFO\n", "column", "Job Title")]
    [InlineData("inputFormat", "csv", "Id;Job Title\n1;CFO\n", "column", "Job Title")]
    [InlineData("encoding", "windows-1252", "Id;Job Title\n1;CFO\n", "column", "Job Title")]
    public async Task A_job_is_told_how_to_read_its_list(string field, object value, string csv, string columnField, string column)
    {
        await using var trial = await ServerTrial.StartAsync();
        using var uploaded = await trial.PostBytesAsync($"/api/v1/lists?name=leads.csv&{field}={value}", Encoding.UTF8.GetBytes(csv));
        var list = (await ServerTrial.JsonAsync(uploaded, 201)).Text("id");
        var request =
            new Dictionary<string, object?> { ["list"] = list, ["question"] = "department", [columnField] = column, [field] = value };

        var named = await trial.PostAsync("/api/v1/estimate", request);
        request.Remove(field);
        var kept = await trial.PostAsync("/api/v1/estimate", request);

        Assert.Equal(kept.GetRawText(), named.GetRawText());
        Assert.True(kept.Number("distinctTexts") > 0, kept.GetRawText());
    }

    [Fact]
    public async Task A_job_may_read_its_list_in_another_way_than_it_was_uploaded_and_is_read_back_so()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", "Report;open\nId;Job Title\n1;CFO\n2;Recruiter\n3;CFO\n"u8.ToArray());

        var job = await trial.PostAsync("/api/v1/jobs", new { list, question = "department", headerRow = 2, maxError = 0.0 }, 202);
        await trial.StillAsync(job.Text("job")!);

        Assert.StartsWith(
            "Report;open\nId;Job Title;department",
            Encoding.UTF8.GetString(await trial.ResultAsync(job.Text("job")!)),
            StringComparison.Ordinal);
        Assert.Equal(["CFO", "Recruiter", "CFO"], (await RowsAsync(trial, job.Text("job")!)).Select(row => row.Text("text")));
    }

    [Theory]
    [InlineData("delimiter", "x", "delimiter can't be 'x'", "semicolon")]
    [InlineData("quote", "ab", "quote can't be 'ab'", "double")]
    [InlineData("headerRow", 0, "headerRow can't be 0", "from 1")]
    [InlineData("headerRow", 9, "row 9", "")]
    [InlineData("encoding", "klingon", "klingon", "windows-1252")]
    [InlineData("inputFormat", "docx", "docx", "csv")]
    [InlineData("sheet", "Leads", "no sheets", "")]
    [InlineData("maxText", 0, "maxText can't be 0", "1 to 1000000")]
    [InlineData("maxText", 1_000_001, "maxText can't be 1000001", "1 to 1000000")]
    [InlineData("longTexts", "drop", "longTexts can't be drop", "cut, skip")]
    public async Task What_is_not_allowed_is_refused_with_what_is(string field, object value, string says, string allowed)
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", "Id;Job Title\n1;CFO\n"u8.ToArray());

        foreach (var path in new[] { "/api/v1/estimate", "/api/v1/jobs" })
        {
            var problem = await trial.PostAsync(
                path, new Dictionary<string, object?> { ["list"] = list, ["question"] = "department", [field] = value }, 400);
            Assert.Contains(says, problem.Text("detail"), StringComparison.Ordinal);
            Assert.Contains(allowed, problem.Text("detail"), StringComparison.Ordinal);
            Assert.DoesNotContain(trial.Folder.Path, problem.Text("detail"), StringComparison.Ordinal);
            Assert.DoesNotContain("--", problem.Text("detail"), StringComparison.Ordinal);
        }

        using var upload = await trial.PostBytesAsync(
            $"/api/v1/jobs/upload?name=a.csv&question=department&{field}={value}", "Id;Job Title\n1;CFO\n"u8.ToArray());
        Assert.Contains(says, (await ServerTrial.JsonAsync(upload, 400)).Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await trial.GetAsync("/api/v1/jobs")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("Name;City, Country\nA;Bonn, DE\nB;Bern, CH\n", "can be read in several ways", "delimiter ';'")]
    [InlineData("My leads;;\n;;\nStatus;open;\n;;\nName;Email;Job Title\nA;a@example.org;CFO\n", "it can't be told which row is the header", "headerRow 5")]
    [InlineData("\"Name;Email\"\n\"A;a@example.org\"\n", "looks like a list of one column", "delimiter ';'")]
    public async Task A_list_that_can_be_read_in_several_ways_is_refused_with_the_field_that_settles_it(
        string csv, string says, string field)
    {
        await using var trial = await ServerTrial.StartAsync();
        using var response = await trial.PostBytesAsync("/api/v1/lists?name=leads.csv", Encoding.UTF8.GetBytes(csv));
        var problem = await ServerTrial.JsonAsync(response, 400);

        Assert.Contains(says, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(field, problem.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("--", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("bad-input", problem.Text("code"));
        Assert.EndsWith("-unclear", problem.Text("reason"), StringComparison.Ordinal);
        Assert.Contains(
            problem.GetProperty("remedies").EnumerateArray(),
            remedy => field.StartsWith(remedy.Text("field")!, StringComparison.Ordinal)
                && field.Contains(remedy.Text("value")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_does_not_say_the_format_is_taken_with_one_that_does()
    {
        await using var trial = await ServerTrial.StartAsync();
        using var unknown = await trial.PostBytesAsync("/api/v1/lists?name=leads.dat", "Id;Job Title\n1;CFO\n"u8.ToArray());
        Assert.Contains("inputFormat", (await ServerTrial.JsonAsync(unknown, 415)).Text("detail"), StringComparison.Ordinal);

        using var named = await trial.PostBytesAsync(
            "/api/v1/jobs/upload?name=leads.dat&inputFormat=csv&question=department&maxError=0", "Id;Job Title\n1;CFO\n"u8.ToArray());
        var job = (await ServerTrial.JsonAsync(named, 202)).Text("job")!;
        await trial.StillAsync(job);

        Assert.StartsWith("Id;Job Title;department", Encoding.UTF8.GetString(await trial.ResultAsync(job)), StringComparison.Ordinal);
        Assert.Equal("CFO", Assert.Single(await RowsAsync(trial, job)).Text("text"));
    }

    [Fact]
    public async Task A_bomb_under_another_name_is_refused_too()
    {
        await using var trial = await ServerTrial.StartAsync(
            options => options with { Uploads = options.Uploads with { Unpacked = 1 << 20 } });
        using var response = await trial.PostBytesAsync("/api/v1/lists?name=leads.dat&inputFormat=xlsx", Bomb.OfBytes(8 << 20));

        Assert.Equal("list-unpacks-too-large", (await ServerTrial.JsonAsync(response, 413)).Text("code"));
    }

    [Fact]
    public async Task Rows_are_shown_as_the_job_reads_them_before_and_after_the_result_is_written()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", "Id;Job Title\n1;CFO\n2;#N/A\n3;CFO of everything\n"u8.ToArray());
        var open = await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxText = 3, maxError = 0.0 }, 202);
        await trial.StillAsync(open.Text("job")!);
        var skip = await trial.PostAsync(
            "/api/v1/jobs", new { list, question = "department", maxText = 3, longTexts = "skip", maxError = 0.0 }, 202);
        await trial.StillAsync(skip.Text("job")!);

        Assert.Equal(
            [("CFO", "Finance"), ("#N/A", null), ("CFO", "Finance")],
            (await RowsAsync(trial, open.Text("job")!)).Select(row => (row.Text("text"), row.Text("label"))));
        var rows = await RowsAsync(trial, skip.Text("job")!);
        Assert.Equal(["exact", "undecided:cell-error", "undecided:too-long"], rows.Select(row => row.Text("source")));
        Assert.Equal("CFO of everything", rows[2].Text("text"));
    }

    [Fact]
    public async Task The_description_of_the_interface_names_every_field()
    {
        await using var trial = await ServerTrial.StartAsync();
        var schemas = (await trial.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        foreach (var field in new[] { "delimiter", "quote", "encoding", "sheet", "headerRow", "inputFormat", "maxText", "longTexts" })
        {
            Assert.True(schemas.GetProperty("JobSubmission").GetProperty("properties").TryGetProperty(field, out _), field);
        }

        Assert.Contains(
            schemas.GetProperty("EstimateDocument").GetProperty("properties").EnumerateObject(), property => property.Name == "findings");
        Assert.Contains(
            schemas.GetProperty("StoredList").GetProperty("properties").EnumerateObject(), property => property.Name == "layout");
    }

    private static void AssertLayout(JsonElement layout, string format, string delimiter, string quote, string encoding, int headerRow) =>
        Assert.Equal(
            (format, delimiter, quote, encoding, headerRow),
            (layout.Text("format"), layout.Text("delimiter"), layout.Text("quote"), layout.Text("encoding"), (int)layout.Number("headerRow")));

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetString()!)];

    private static async Task<JsonElement[]> RowsAsync(ServerTrial trial, string job) =>
        [.. (await trial.GetAsync($"/api/v1/jobs/{job}/rows")).GetProperty("items").EnumerateArray()];
}
