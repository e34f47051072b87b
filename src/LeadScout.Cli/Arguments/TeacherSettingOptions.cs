using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Arguments;

/// <summary>The options about how the teacher is asked and how long it is waited for.</summary>
/// <param name="isResume">Whether a job goes on: what would make another job of it is left out.</param>
internal sealed class TeacherSettingOptions(bool isResume = false)
{
    private readonly Option<TimeSpan?> _timeout = Parsed.Optional<TimeSpan>(
        "--timeout", "TIME", "How long one reply may take [default: 2m, or 5m from a server on your own machine or network; longer after one that did not come in time]", TeacherSettingWords.AllowedTimeouts, TeacherSettingWords.TimeoutOf);

    private readonly Option<TimeSpan?> _patience = Parsed.Optional<TimeSpan>(
        "--patience", "TIME", "How long to wait altogether for an LLM that gives no answer (too many requests, a model that loads, a server that is down), from its last answer on [default: 10m; for a server that is down, as --retries says]", TeacherSettingWords.AllowedPatience, TeacherSettingWords.PatienceOf);

    private readonly Option<ReplyFormat?> _structuredOutput = Parsed.Optional<ReplyFormat>(
        "--structured-output",
        "auto|schema|object|none",
        "How the server is told the form of its reply; auto: as strictly as it takes [default: auto]",
        TeacherSettingWords.AllowedFormats,
        TeacherSettingWords.ReplyFormatOf);

    private readonly Option<int?> _thinkingTokens = Parsed.Optional<int>(
        "--thinking-tokens", "N", "Output tokens left for thinking before the answer [default: by the model]", TeacherSettingWords.AllowedThinking, TeacherSettingWords.ThinkingOf);

    private readonly Option<float?> _temperature = Parsed.Optional<float>(
        "--temperature", "T", "The model's temperature; a job with another one is another job [default: 0 where the model takes it]", TeacherSettingWords.AllowedTemperatures, TeacherSettingWords.TemperatureOf);

    private readonly Option<string[]> _headers = new("--header")
    {
        HelpName = "'NAME: VALUE'",
        Description =
            "A header for every call, as a gateway may want; a secret as 'NAME: env:VARIABLE'. May be given several times; values are not kept with the job",
    };

    private readonly Option<ServiceTier?> _tier = Parsed.Optional<ServiceTier>(
        "--tier", "standard|flex", "flex: cheaper where the provider offers it, by what the price table says of it, slower, and waited for when there is no room [default: standard]", TeacherSettingWords.AllowedTiers, TeacherSettingWords.TierOf);

    private readonly Option<bool> _tierFallback =
        new("--tier-fallback") { Description = "With --tier flex: ask at the standard price when there is no room in the cheaper tier" };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
            [_timeout, _patience, _structuredOutput, _thinkingTokens, .. isResume ? Array.Empty<Option>() : [_temperature], _headers, _tier, _tierFallback];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (!isResume && result.GetResult(_tierFallback) is not null && result.GetValue(_tier) is not ServiceTier.Flex)
            {
                result.AddError("--tier-fallback says what happens when --tier flex has no room. Give --tier flex too, or leave it out.");
            }
        });
    }

    /// <summary>What was given.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">A header is none.</exception>
    public TeacherSettings Of(ParseResult parsed) => new()
    {
        Timeout = parsed.GetValue(_timeout),
        Patience = parsed.GetValue(_patience),
        StructuredOutput = parsed.GetValue(_structuredOutput),
        ThinkingTokens = parsed.GetValue(_thinkingTokens),
        Temperature = isResume ? null : parsed.GetValue(_temperature),
        Headers = [.. (parsed.GetValue(_headers) ?? []).Select(text => TeacherHeader.Parse(text))],
        Tier = parsed.GetValue(_tier),
        TierFallback = parsed.GetValue(_tierFallback),
    };
}
