using System.CommandLine;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Arguments;

/// <summary>The options for what the provider allows: a server keeps them for all who ask an LLM through it.</summary>
internal sealed class RateLimitOptions
{
    private readonly Option<int?> _requests = Parsed.Optional(
        "--requests-per-minute", "N", "The most calls to an LLM in any minute, as the provider allows your account: of all jobs together, on all nodes", "a whole number from 1", Parsed.Whole(1, int.MaxValue));

    private readonly Option<long?> _tokens = Parsed.Optional(
        "--tokens-per-minute", "N", "The most tokens, input and output, in any minute: of all jobs together", "a whole number from 1", Parsed.Whole(1L, long.MaxValue));

    private readonly Option<int?> _atOnce = Parsed.Optional(
        "--calls-at-once", "N", "The most calls to an LLM that are out at once: of all jobs together", "a whole number from 1", Parsed.Whole(1, int.MaxValue));

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_requests);
        command.Add(_tokens);
        command.Add(_atOnce);
    }

    /// <summary>What was said.</summary>
    public RateLimits Of(ParseResult parsed) =>
        new(parsed.GetValue(_requests), parsed.GetValue(_tokens)) { CallsAtOnce = parsed.GetValue(_atOnce) };
}
