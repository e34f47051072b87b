using CsCheck;
using LeadScout.Llm.Prices;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Ceilings, limits and what a server counts.</summary>
public sealed class LimitTests
{
    private const string Table =
        "model\tinput\toutput\tdate\tsource\tcontext\tmost_output\nopenai:small\t1\t2\t2026-01-31\tus\t2600\t600\n";

    private static readonly string[] Scripts =
    [
        "abcdefghijklmnopqrstuvwxyz ABC", "äöüßéèñçłřž", "абвгдежзиклмнопрст", "αβγδεζηθ", "ابتثجحخدذرز", "אבגדהוזח", "अआइईउऊऋएऐ", "অআইঈউঊ", "தமிழ்நாடு", "ქართული",
        "ภาษาไทย", "漢字仮名交じり文", "한국어문장", "😀👩‍🚀🏳️‍🌈", "0123456789-/.&", "\"\\{}[]:,\u0001\u2028", "አማርኛ", "မြန်မာ",
    ];

    private static readonly Gen<string> Texts =
        from script in Gen.Int[0, Scripts.Length - 1]
        from picks in Gen.Int[0, 1000].Array[1, 120]
        select string.Concat(
            picks.Select(pick => Scripts[script].EnumerateRunes().ElementAt(pick % Scripts[script].EnumerateRunes().Count())));

    [Theory]
    [InlineData("openai:gpt-5-mini")]
    [InlineData("anthropic:claude-haiku-5-5")]
    [InlineData("ollama:qwen3:8b")]
    [InlineData("some-model")]
    public async Task In_no_script_does_a_server_count_more_than_the_ceiling(string teacher)
    {
        await using var room = await Classroom.Open();
        var asked = room.Teacher(teacher);
        await Texts.Array[1, 6].SampleAsync(
            async texts =>
            {
                var ask = Classroom.Ask([.. texts, "CMO"]);
                var reply = await asked.AskAsync(ask, Classroom.Cancellation);
                var ceiling = asked.Profile.Ceiling(ask);

                Assert.True(reply.UsageKnown);
                Assert.InRange(reply.Usage.InputTokens, 1, ceiling.InputTokens);
                Assert.InRange(reply.Usage.OutputTokens, 1, ceiling.OutputTokens);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Another_vocabulary_may_spell_every_script_byte_by_byte()
    {
        var other = Teachers.ProfileOf("anthropic:claude-haiku-4-5");
        Texts.Sample(text =>
        {
            var spelt = System.Text.Encoding.UTF8.GetByteCount(string.Concat(text.Where(c => !char.IsAscii(c))));

            return other.Ceiling(Classroom.Ask(text, "CMO")).InputTokens - other.Ceiling(Classroom.Ask("CMO")).InputTokens >= spelt;
        });
    }

    [Fact]
    public void An_ask_fits_if_and_only_if_its_ceiling_keeps_to_the_limits()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Table);
        var small = Teachers.ProfileOf(
            "openai:small", new TeacherOptions { ThinkingTokens = 0, Prices = PriceTable.Load(file) });
        var (fitting, failing) = (0, 0);
        Texts.Array[1, 60].Sample(
            texts =>
            {
                var ask = Classroom.Ask([.. texts]);
                var ceiling = small.Ceiling(ask);
                var fits = small.Fits(ask);
                _ = fits ? Interlocked.Increment(ref fitting) : Interlocked.Increment(ref failing);
                return fits == (ceiling.InputTokens <= 2000 && ceiling.OutputTokens <= 600);
            },
            iter: 300);

        Assert.True(fitting > 10 && failing > 10, $"{fitting} {failing}");
        File.Delete(file);
    }

    [Theory]
    [InlineData("some-model")]
    [InlineData("ollama:qwen3:8b")]
    public void Where_nobody_knows_the_limits_calls_are_packed_with_care_but_a_text_alone_is_asked(string name)
    {
        var teacher = Teachers.ProfileOf(name, new TeacherOptions { Url = new Uri("http://127.0.0.1:1/v1") });
        var text = new string('x', 100_000);

        Assert.True(teacher.Fits(Classroom.Ask(text)));
        Assert.False(teacher.Fits(Classroom.Ask(text, "CMO")));
        Assert.True(
            teacher.Fits(Classroom.Ask([.. Enumerable.Range(0, 20).Select(i => $"Assistant Vice President of Regional Sales Operations {i}")])));
    }

    [Fact]
    public void A_text_that_no_call_of_a_known_model_can_hold_does_not_fit()
    {
        var teacher = Teachers.ProfileOf("openai:gpt-5-mini");

        Assert.False(teacher.Fits(Classroom.Ask(string.Concat(Enumerable.Repeat("word ", 300_000)))));
        Assert.True(teacher.Fits(Classroom.Ask(string.Concat(Enumerable.Repeat("word ", 200_000)))));
    }

    [Fact]
    public async Task Ollama_is_told_the_same_context_in_every_call_and_a_longer_one_only_where_a_text_alone_needs_it()
    {
        await using var room = await Classroom.Open();
        var asked = room.Teacher("ollama:qwen3:8b");

        await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        await asked.AskAsync(Classroom.Ask("CMO", "Hausmeister", "VP Sales EMEA"), Classroom.Cancellation);
        await asked.AskAsync(Classroom.Ask(string.Concat(Enumerable.Repeat("word ", 5_000))), Classroom.Cancellation);

        Assert.Equal(
            [8192, 8192, 16384],
            room.Server.Calls.Select(call => System.Text.Json.JsonDocument.Parse(call.Body).RootElement.GetProperty("options").GetProperty("num_ctx").GetInt32()));
    }
}
