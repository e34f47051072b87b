using LeadScout.Jobs;
using LeadScout.Llm.Prices;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests.Prices;

public sealed class PriceTableTests
{
    private const string Header = "model\tinput\tcached_input\toutput\tdate\tsource\n";

    [Fact]
    public void Every_row_that_comes_with_the_program_has_a_date_and_a_source_and_sane_figures() =>
        Assert.All(PriceTable.BuiltIn.Rows, row =>
        {
            Assert.NotEmpty(row.Source);
            Assert.InRange(row.Date, new DateOnly(2026, 1, 1), new DateOnly(2030, 1, 1));
            Assert.InRange(row.Price.CachedInput, 0, row.Price.Input);
            Assert.InRange(row.Price.Input, 0, row.Price.Output);
        });

    [Theory]
    [InlineData("openai:gpt-5-mini-2025-08-07", "openai:gpt-5-mini")]
    [InlineData("anthropic:claude-haiku-4-5-20251001", "anthropic:claude-haiku-4-5")]
    [InlineData("anthropic:claude-haiku-4-5-latest", "anthropic:claude-haiku-4-5")]
    [InlineData("OpenAI:GPT-5-mini", "openai:gpt-5-mini")]
    [InlineData("ollama:qwen3:8b", "ollama:*")]
    [InlineData("openai:gpt-5-mini-2025-08", null)]
    [InlineData("openai:gpt-5-min", null)]
    [InlineData("openai:some-model", null)]
    [InlineData("20250807", null)]
    public void A_snapshot_goes_by_its_model_and_nothing_else_is_guessed(string teacher, string? model) =>
        Assert.Equal(model, PriceTable.BuiltIn.Find(teacher)?.Model);

    [Fact]
    public void A_table_of_the_users_own_is_read()
    {
        var row = Read(Header + "# a remark\n\nopenai:x\t1.5\t0.5\t3\t2026-01-31\tour contract\n").Find("openai:x");

        Assert.Equal(new PriceRow("openai:x", new Price(1.5m, 0.5m, 3m), new DateOnly(2026, 1, 31), "our contract"), row);
    }

    [Fact]
    public void A_file_goes_before_the_built_in_table_and_leaves_the_rest_of_it()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Header + "openai:gpt-5-mini\t9\t8\t10\t2026-01-31\tour contract\n");

        var table = PriceTable.Load(file);

        Assert.Equal(new Price(9, 8, 10), table.Find("openai:gpt-5-mini")?.Price);
        Assert.Equal(PriceTable.BuiltIn.Find("openai:gpt-5-nano"), table.Find("openai:gpt-5-nano"));
        File.Delete(file);
    }

    [Theory]
    [InlineData("model\tinput\n", "mine, line 1: the header must be these columns, tab-separated: model input cached_input output date source.")]
    [InlineData(Header + "openai:x\t1\n", "mine, line 2: 2 columns instead of 6")]
    [InlineData(Header + "x\t1\t1\t1\t2026-01-31\ts\n", "mine, line 2: the model 'x' must be written as PROVIDER:MODEL")]
    [InlineData(Header + "a:x\t-1\t1\t1\t2026-01-31\ts\n", "mine, line 2: '-1' must be US dollars per million tokens, as in 0.25.")]
    [InlineData(Header + "a:x\t1,5\t1\t1\t2026-01-31\ts\n", "mine, line 2: '1,5' must be US dollars per million tokens, as in 0.25.")]
    [InlineData(Header + "a:x\t1\t1\t1\t31.1.2026\ts\n", "mine, line 2: the date '31.1.2026' must be written as 2026-01-31.")]
    [InlineData(Header + "a:x\t1\t1\t1\t2026-01-31\ts\na:X\t1\t1\t1\t2026-01-31\ts\n", "mine, line 3: the model 'a:X' stands there twice; keep one.")]
    public void A_bad_line_is_told_where(string content, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<BadInputException>(() => Read(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("'no-such.tsv' can't be read", Assert.Throws<BadInputException>(() => PriceTable.Load("no-such.tsv")).Message, StringComparison.Ordinal);

    private static PriceTable Read(string content) => PriceTable.Read(new StringReader(content), "mine");
}
