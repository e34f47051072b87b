using LeadScout.Llm.Prices;
using LeadScout.Questions;
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
            Assert.InRange(row.Price.Input, 0, row.Price.Output == 0 ? row.Price.Input : row.Price.Output); // an embedding has no output
        });

    [Theory]
    [InlineData("openai:gpt-5-mini-2025-08-07", "openai:gpt-5-mini")]
    [InlineData("anthropic:claude-haiku-4-5-20251001", "anthropic:claude-haiku-4-5")]
    [InlineData("anthropic:claude-haiku-4-5-latest", "anthropic:claude-haiku-4-5")]
    [InlineData("OpenAI:GPT-5-mini", "openai:gpt-5-mini")]
    [InlineData("ollama:qwen3:8b", "ollama:*")]
    [InlineData("openai:gpt-4o-2024-05-13", "openai:gpt-4o-2024-05-13")]
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

        Assert.Equal(new PriceRow("openai:x", new Price(1.5m, 0.5m, 3m), null, new DateOnly(2026, 1, 31), "our contract"), row);
    }

    [Fact]
    public void Columns_come_in_any_order_and_empty_cells_have_their_meaning()
    {
        var table = Read(
            "source\tdate\tmodel\toutput\tinput\tcached_input\tcache_write\tlong_over\tlong_input_times\tlong_output_times\tcontext\tmost_output\n"
            + "us\t2026-01-31\topenai:x\t8\t4\t\t\t\t\t\t\t\n"
            + "us\t2026-01-31\topenai:y\t8\t4\t1\t5\t272000\t2\t1.5\t400000\t128000\n");

        Assert.Equal((new Price(4, 4, 8), null), (table.Find("openai:x")!.Price, table.Find("openai:x")!.Limits));
        Assert.Equal(new Price(4, 1, 8) { CacheWrite = 5, LongPrompts = new LongPrompts(272_000, 2, 1.5m) }, table.Find("openai:y")!.Price);
        Assert.Equal(new ModelLimits(400_000, 128_000), table.Find("openai:y")!.Limits);
        Assert.Equal(272_000, table.Find("openai:y")!.Limits!.MostInput);
    }

    [Fact]
    public void A_model_priced_anew_keeps_its_built_in_limits()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "model\tinput\toutput\tdate\tsource\nopenai:gpt-5-mini\t9\t10\t2026-01-31\tour contract\n");

        Assert.Equal(
            PriceTable.BuiltIn.Find("openai:gpt-5-mini")!.Limits, PriceTable.Load(file).Find("openai:gpt-5-mini-2025-08-07")!.Limits);
        File.Delete(file);
    }

    [Fact]
    public void Tokens_written_to_the_cache_and_long_prompts_have_their_price()
    {
        var luna = PriceTable.BuiltIn.Find("openai:gpt-6-luna")!.Price;
        var haiku = PriceTable.BuiltIn.Find("anthropic:claude-haiku-5-5")!.Price;

        Assert.Equal(Money.OfDollars(0.125m * 0.1m), luna.Of(new Usage(100_000, 0, 0) { CacheWrittenTokens = 100_000 }));
        Assert.Equal(Money.OfDollars((0.3m * 0.1m * 2) + (0.1m * 0.5m * 1.5m)), luna.Of(new Usage(300_000, 0, 100_000)));
        Assert.Equal(Money.OfDollars((0.1m * 0.1m) + (0.01m * 0.5m)), haiku.Of(new Usage(100_000, 0, 10_000)));
        Assert.Equal(Money.OfDollars((0.100001m * 0.5m) + (0.01m * 2.5m)), haiku.Of(new Usage(100_001, 0, 10_000)));
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
    [InlineData("", "mine is empty. It must have a header with the columns model, input, output, date, source.")]
    [InlineData("model\tinput\n", "mine, line 1: the header has no column 'output'. Needed, tab-separated: model, input, output, date, source.")]
    [InlineData("# x\nmodel\tinput\toutput\tdate\tsource\tprice\n", "mine, line 2: the header has 'price', which is no column or stands there twice.")]
    [InlineData("model\tinput\toutput\tdate\tsource\tinput\n", "mine, line 1: the header has 'input', which is no column or stands there twice.")]
    [InlineData(Header + "openai:x\t1\n", "mine, line 2: 2 cells, but the header has 6 columns (model input cached_input output date source).")]
    [InlineData(Header + "x\t1\t1\t1\t2026-01-31\ts\n", "mine, line 2, column model: 'x' is not allowed. Allowed: PROVIDER:MODEL, as in openai:gpt-5-mini.")]
    [InlineData(Header + "a:x\t-1\t1\t1\t2026-01-31\ts\n", "mine, line 2, column input: '-1' is not allowed. Allowed: a number from 0 to 1000000000, as in 0.25.")]
    [InlineData(Header + "a:x\t1,5\t1\t1\t2026-01-31\ts\n", "mine, line 2, column input: '1,5' is not allowed.")]
    [InlineData(Header + "a:x\t\t1\t1\t2026-01-31\ts\n", "mine, line 2, column input: '' is not allowed. Allowed: US dollars per million tokens, as in 0.25.")]
    [InlineData(Header + "a:x\t1\t2\t1\t2026-01-31\ts\n", "mine, line 2, column cached_input: '2' is not allowed. Allowed: a number from 0 to 1, as in 0.25.")]
    [InlineData(Header + "a:x\t1\t1\t1\t31.1.2026\ts\n", "mine, line 2, column date: '31.1.2026' is not allowed. Allowed: a date, as in 2026-01-31.")]
    [InlineData(Header + "a:x\t1\t1\t1\t2026-01-31\t\n", "mine, line 2, column source: '' is not allowed. Allowed: who says so.")]
    [InlineData(Header + "a:x\t1\t1\t1\t2026-01-31\ts\na:X\t1\t1\t1\t2026-01-31\ts\n", "mine, line 3, column model: 'a:X' stands there twice; keep one.")]
    [InlineData("model\tinput\toutput\tdate\tsource\tcontext\tmost_output\na:x\t1\t1\t2026-01-31\ts\t4096\t4096\n", "mine, line 2, column context: '4096' is not allowed. Allowed: a number from 4097 to")]
    [InlineData("model\tinput\toutput\tdate\tsource\tcontext\tmost_output\na:x\t1\t1\t2026-01-31\ts\t4096\t\n", "mine, line 2, column most_output: '' is not allowed.")]
    [InlineData("model\tinput\toutput\tdate\tsource\tcache_write\na:x\t1\t1\t2026-01-31\ts\t0.9\n", "mine, line 2, column cache_write: '0.9' is not allowed. Allowed: a number from 1 to")]
    public void A_bad_line_is_told_where(string content, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<BadInputException>(() => Read(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(
            "'no-such.tsv' can't be read",
            Assert.Throws<BadInputException>(() => PriceTable.Load("no-such.tsv")).Message,
            StringComparison.Ordinal);

    private static PriceTable Read(string content) => PriceTable.Read(new StringReader(content), "mine");
}
