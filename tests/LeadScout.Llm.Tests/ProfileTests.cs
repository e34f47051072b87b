using LeadScout.Questions;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>What is known of a teacher without asking it.</summary>
public sealed class ProfileTests
{
    private static readonly TeacherOptions Keyless = new()
    {
        Environment = name => name.EndsWith("_KEY", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"Somebody looked for the key in {name}.")
            : "https://mine.openai.azure.com",
    };

    public static TheoryData<string> Names =>
        ["openai:gpt-5-mini", "openai:gpt-4.1", "anthropic:claude-haiku-4-5", "ollama:qwen3:8b", "azure-openai:mine"];

    [Theory]
    [MemberData(nameof(Names))]
    public void To_name_to_price_to_plan_and_to_estimate_nobody_looks_for_a_key(string name)
    {
        var profile = Teachers.ProfileOf(name, Keyless);
        var ask = Classroom.Ask("CMO", "VP Sales EMEA");

        Assert.Equal(name, profile.Name);
        _ = (profile.Price, profile.Thinking, profile.RoomFor(default), profile.Roomier(ask));
        Assert.True(profile.Fits(ask));
        Assert.InRange(profile.Estimate(ask).InputTokens, 1, profile.Ceiling(ask).InputTokens);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_teacher_and_its_profile_by_name_say_the_same(string name)
    {
        var options = Keyless with { Environment = _ => "https://mine.openai.azure.com", Tier = TierOf(name) };
        var (apart, own) = (Teachers.ProfileOf(name, options), Teachers.Create(name, options with { Clients = Provided.Options.Clients }).Profile);
        var ask = Classroom.Ask("CMO", "VP Sales EMEA");

        Assert.Equal((own.Name, own.Price, own.Thinking), (apart.Name, apart.Price, apart.Thinking));
        Assert.Equal((own.Ceiling(ask), own.Estimate(ask), own.Fits(ask)), (apart.Ceiling(ask), apart.Estimate(ask), apart.Fits(ask)));
    }

    [Fact]
    public void What_is_wrong_with_a_name_or_an_address_is_said_without_a_key_as_with_one()
    {
        foreach (var (name, options) in new[]
        {
            ("openai:", Keyless),
            ("nobody:model", Keyless),
            ("", Keyless with { Url = new Uri("http://127.0.0.1:1/v1") }),
            ("openai:m", Keyless with { Url = new Uri("ftp://host/v1") }),
            ("ollama:m", Keyless with { Tier = ServiceTier.Flex }),
            ("recorded:no-such-file.tsv", Keyless),
            ("azure-openai:mine", new TeacherOptions { Environment = _ => null }),
        })
        {
            var keyed = options with { Clients = Provided.Options.Clients, Environment = variable => variable.EndsWith("_KEY", StringComparison.Ordinal) ? "a-key" : null };
            Assert.Equal(
                Assert.Throws<BadInputException>(() => Teachers.Create(name, keyed)).Message,
                Assert.Throws<BadInputException>(() => Teachers.ProfileOf(name, options)).Message);
        }
    }

    private static ServiceTier TierOf(string name) =>
        name.Contains("openai", StringComparison.Ordinal) ? ServiceTier.Flex : ServiceTier.Standard;
}
