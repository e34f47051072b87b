using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>The options about a second opinion: who gives it, where it listens, what it charges.</summary>
internal sealed class EscalateOptions
{
    private readonly Option<string?> _teacher = new("--escalate")
    {
        HelpName = "NAME",
        Description = "A second LLM for the texts that the first gives no usable answer to; both are on the bill",
    };

    private readonly Option<string?> _url = new("--escalate-url")
    {
        HelpName = "URL",
        Description = "Where the second LLM's OpenAI-compatible server listens; the provider's own address unless given",
    };

    private readonly PriceOptions _prices = PriceOptions.OfSecond();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_teacher);
        command.Add(_url);
        _prices.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_teacher) is null && _prices.All.Prepend(_url).Any(option => result.GetResult(option) is not null))
            {
                result.AddError(
                    "--escalate-url, --escalate-price-in and --escalate-price-out are about a second LLM, and none is named. Name it with --escalate, or leave them out.");
            }
        });
    }

    /// <summary>An invocation with what was given.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">The URL is no good.</exception>
    public JobInvocation In(JobInvocation invocation, ParseResult parsed) => invocation with
    {
        Escalate = parsed.GetValue(_teacher),
        EscalateUrl = parsed.GetValue(_url) is { } url ? TeacherUrl.Parse(url, _url.Name).ToString() : null,
        EscalatePrices = _prices.Of(parsed),
    };
}
