using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using Xunit;

namespace LeadScout.Server.Tests.Teachers;

/// <summary>A server that is told to ask somebody whom it can't ask says so at the start, and not to its first client.</summary>
public sealed class UnusableTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string, byte[]?, string> Recordings => new()
    {
        { "gone.tsv", null, "gone.tsv" },
        { "none/gone.tsv", null, "gone.tsv" },
        { "", null, "names no file" },
        { "empty.tsv", [], "is empty" },
        { "latin.tsv", "text\tlabel\nBuchhalter f\xfcr Löhne\tFinance\n".Select(c => (byte)c).ToArray(), "not UTF-8" },
        { "columns.tsv", "title\tlabel\nCFO\tFinance\n"u8.ToArray(), "no column 'text'" },
        { "unlabelled.tsv", "text\nCFO\n"u8.ToArray(), "no column 'label'" },
        { "header.tsv", "text\tlabel\n"u8.ToArray(), "no line with a text and a label" },
        { "blank.tsv", "text\tlabel\nCFO\t \n\tFinance\n"u8.ToArray(), "no line with a text and a label" },
        { "short.tsv", "text\tlabel\nCFO\n"u8.ToArray(), "line 2" },
        { "commas.tsv", "text,label\nCFO,Finance\n"u8.ToArray(), "tabs" },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_recording_with_nothing_to_answer_from_is_refused_wherever_it_is_named(string name, byte[]? content, string reason)
    {
        if (content is not null)
        {
            await File.WriteAllBytesAsync(_folder[name], content, ServerTrial.Gone);
        }

        var teacher = name.Length == 0 ? "recorded:" : "recorded:" + _folder[name];
        Refuses(options => options with { Teacher = teacher }, reason);
        Refuses(options => options with { Escalate = teacher }, reason);
        Refuses(options => options with { Teachers = options.Teachers.Add("mine", Named(teacher)) }, reason, "names it as 'mine'");
    }

    [Fact]
    public void A_folder_is_no_recording() => Refuses(options => options with { Teacher = "recorded:" + _folder.Path }, "can't be read");

    [Theory]
    [InlineData("nosuch:model", "no known provider")]
    [InlineData("openai:", "names no model")]
    [InlineData("gpt-5-mini", "no known provider")]
    public void A_name_that_means_nobody_is_refused(string name, string reason)
    {
        Refuses(options => options with { Teacher = name }, reason);
        Refuses(options => options with { Escalate = name }, reason);
        Refuses(options => options with { Teachers = options.Teachers.Add("mine", Named(name)) }, reason, "names it as 'mine'");
    }

    [Fact]
    public void A_table_of_prices_that_is_gone_is_refused_also_where_nobody_is_named() =>
        Refuses(options => options with { Teacher = null, Prices = new StatedPrices(Table: _folder["prices.tsv"]) }, "prices.tsv");

    [Fact]
    public void A_service_that_embeds_is_refused_where_its_address_is_none() => Refuses(
        options => options with { Embeddings = [new EmbeddingChoice("openai:text-embedding-3-small") { Url = "nowhere" }] }, "nowhere");

    [Theory]
    [InlineData("text\tlabel\nCFO\tFinance\n")]
    [InlineData("TEXT\tLabel\nCFO\tFinance\n")]
    [InlineData("text\tdepartment\tseniority\nCFO\tFinance\tExecutive\n")]
    [InlineData("note\ttext\tseniority\nx\tCFO\tExecutive\n")]
    public async Task A_recording_that_answers_some_question_is_taken(string content)
    {
        await using var trial = await ServerTrial.StartAsync(
            options => options with { Teacher = "recorded:" + _folder.Write("answers.tsv", content) }, _folder, keepsFolder: true);

        Assert.Equal("recorded:answers.tsv", (await trial.GetAsync("/api/v1/settings")).Text("teacher"));
    }

    [Fact]
    public async Task A_missing_key_is_no_reason_to_stay_away() =>
        await (await ServerTrial.StartAsync(
            options => options with { Teacher = "anthropic:claude-haiku-4-5", Environment = _ => null }, _folder, keepsFolder: true)).DisposeAsync();

    [Fact]
    public async Task The_command_ends_with_2_and_the_reason_before_it_says_where_it_is()
    {
        var run = await LeadScoutProcess.RunAsync(
            _folder.Path, null, "serve", "--url", "http://127.0.0.1:0", "--teacher", "recorded:GONE.tsv");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("GONE.tsv", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static NamedTeacher Named(string teacher) => new(teacher, null, new TeacherSettings(), new StatedPrices());

    private void Refuses(Func<ServerOptions, ServerOptions> change, params string[] reasons)
    {
        var options = change(new ServerOptions
        {
            Url = new Uri("http://127.0.0.1:0"),
            Database = _folder["leadscout.db"],
            DataFolder = _folder["data"],
            Teacher = "recorded:" + Samples.Answers,
            Environment = _ => null,
        });

        var refused = Assert.Throws<BadInputException>(() => ServerHost.Build(options));

        Assert.All(reasons, reason => Assert.Contains(reason, refused.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(options.Database) || Directory.Exists(options.DataFolder), "A server that was refused has left something behind.");
    }
}
