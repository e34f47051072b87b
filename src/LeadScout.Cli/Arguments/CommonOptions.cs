using System.CommandLine;
using LeadScout.Llm;
using LeadScout.Teaching;

namespace LeadScout.Cli.Arguments;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The database unless another is named.</summary>
    public const string DefaultDatabase = "leadscout.db";

    private const string FormatName = "--format";

    /// <summary>What is asked.</summary>
    public static Option<string> Question() => new("--question")
    {
        HelpName = "NAME|FILE",
        Description = "A built-in question (see: leadscout questions list) or a YAML file",
        Required = true,
    };

    /// <summary>Who is asked.</summary>
    public static Option<string?> Teacher() => new("--teacher") { HelpName = "NAME", Description = $"Who is asked: {Teachers.Allowed}" };

    /// <summary>Where a server listens.</summary>
    public static Option<string?> TeacherUrl() => new("--teacher-url")
    {
        HelpName = "URL",
        Description = "Where an OpenAI-compatible server listens, as in http://127.0.0.1:11434/v1",
    };

    /// <summary>What the user says the model costs.</summary>
    public static Option<string?> Price() =>
        PriceOf("--price", "What a million input and output tokens cost in US dollars, as in 0.25/2.00; from the built-in table unless given");

    /// <summary>Who is asked what the teacher gives no usable answer to.</summary>
    public static Option<string?> Escalate() => new("--escalate")
    {
        HelpName = "NAME",
        Description = "A second teacher for the texts that the first gives no usable answer to; both are on the bill",
    };

    /// <summary>Where the second teacher's server listens.</summary>
    public static Option<string?> EscalateUrl() => new("--escalate-url")
    {
        HelpName = "URL",
        Description = "Where the second teacher's OpenAI-compatible server listens; the provider's own address unless given",
    };

    /// <summary>What the user says the second model costs.</summary>
    public static Option<string?> EscalatePrice() => PriceOf("--escalate-price", "The same as --price for the second teacher");

    private static Option<string?> PriceOf(string name, string description)
    {
        var price = new Option<string?>(name) { HelpName = "IN/OUT", Description = description };
        price.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && PriceText.Parse(given) is null)
            {
                result.AddError($"{name} can't be '{given}'. Allowed: US dollars per million input and output tokens, as in 0.25/2.00.");
            }
        });
        return price;
    }

    /// <summary>The hard limit on money.</summary>
    public static Option<Money?> MaxCost() => Parsed.Optional<Money>(
        "--max-cost", "DOLLARS", "The most that may be spent; it stops before it would spend more", "US dollars, as in 5.00 or $0.50", DollarText.Parse);

    /// <summary>Where the answers are kept.</summary>
    public static Option<string> Database() => new("--db")
    {
        HelpName = "FILE",
        Description = "The database: answers, calls, jobs",
        DefaultValueFactory = _ => DefaultDatabase,
    };

    /// <summary>For whom standard output is.</summary>
    public static Option<OutputFormat?> Format() => Parsed.Optional(
        FormatName,
        "text|json",
        "json: one JSON document on standard output, all else on standard error [default: text]",
        "text, json",
        Parsed.OneOf(("text", OutputFormat.Text), ("json", OutputFormat.Json)));

    /// <summary>Whether JSON was asked for, even on a command line that is wrong elsewhere.</summary>
    public static bool WantsJson(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == FormatName) is { } format
        && parsed.GetResult(format) is { Tokens: [{ Value: "json" }] };
}
