using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;

namespace LeadScout.Cli.Arguments;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The database unless another is named.</summary>
    public const string DefaultDatabase = "leadscout.db";

    private const string FileScheme = "sqlite:";

    private const string DatabaseName = "--db";

    private const string FormatName = "--format";

    /// <summary>What is asked.</summary>
    public static Option<string> Question() => new("--question")
    {
        HelpName = "NAME|FILE",
        Description = "A built-in question (see: leadscout questions list) or a YAML file",
        Required = true,
        CompletionSources = { BuiltInNames },
    };

    /// <summary>A question that limits what a command is about.</summary>
    public static Option<string?> OptionalQuestion(string description) =>
        new("--question")
        {
            HelpName = "NAME|FILE",
            Description = description,
            CompletionSources = { BuiltInNames },
        };

    /// <summary>The questions that a shell proposes; it adds files.</summary>
    public static IEnumerable<CompletionItem> BuiltInNames(CompletionContext context) => BuiltInQuestions.Names.Select(name => new CompletionItem(name));

    /// <summary>How a new database keeps texts.</summary>
    public static Option<TextStorage?> Texts() => Parsed.Optional(
        "--texts",
        "plain|hashed",
        $"How a new database keeps texts; hashed: not at all, only keys under the secret in {SqliteStore.SecretVariable} [default: plain]",
        "plain, hashed",
        Parsed.OneOf(("plain", TextStorage.Plain), ("hashed", TextStorage.Hashed)));

    /// <summary>For how long answers are kept.</summary>
    public static Option<int?> KeepFor() => Parsed.Optional<int>(
        "--retention",
        "AGE",
        "From now on forget answers older than this whenever a job begins, as in 365d; none: keep them [default: as the database was told last]",
        "a number of days as in 365d, or none",
        Retention.Parse);

    /// <summary>Who is asked.</summary>
    public static Option<string?> Teacher() => new("--teacher") { HelpName = "NAME", Description = $"Who is asked: {Teachers.Allowed} [default: {DefaultTeacher.Name} where {DefaultTeacher.Key} is set]" };

    /// <summary>A file with teachers by name.</summary>
    public static Option<string?> TeachersFile() => new("--teachers")
    {
        HelpName = "FILE",
        Description = "A YAML file with LLMs by names of your own: model, url and options; --teacher names one of them",
    };

    /// <summary>Where a server listens.</summary>
    public static Option<string?> TeacherUrl() => new("--teacher-url")
    {
        HelpName = "URL",
        Description = "Where an OpenAI-compatible server listens, as in http://127.0.0.1:11434/v1",
    };

    /// <summary>The hard limit on money.</summary>
    public static Option<Money?> MaxCost(
        string name = "--max-cost", string description = "The most that may be spent; it stops before it would spend more") =>
        Parsed.Optional<Money>(name, "DOLLARS", description, "US dollars, as in 5.00 or $0.50", DollarText.Parse);

    /// <summary>Where the answers are kept: one option with two names.</summary>
    public static Option<string> Database()
    {
        var option = new Option<string>(DatabaseName, "--store")
        {
            HelpName = "FILE|URL",
            Description = "The database: answers, calls, jobs. A file, or a shared PostgreSQL database, as in postgres://user@host/name (password: PGPASSWORD)",
            DefaultValueFactory = _ => DefaultDatabase,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = DatabaseOf,
        };
        return option;
    }

    /// <summary>The database that a command is about; the usual one where it is about none.</summary>
    public static string DatabaseOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.OfType<Option<string>>().FirstOrDefault(option => option.Name == DatabaseName) is { } database
            ? parsed.GetValue(database) ?? DefaultDatabase
            : DefaultDatabase;

    /// <summary>A database beside another of the same command.</summary>
    public static Option<string> NamedDatabase(string name, string description) => new(name)
    {
        HelpName = "FILE|URL",
        Description = description,
        Required = true,
        CustomParser = result => WithoutScheme(result.Tokens[0].Value),
    };

    private static string? DatabaseOf(ArgumentResult result)
    {
        if (result.Tokens.Count > 1)
        {
            result.AddError("--db and --store both name the database: give one of them, once.");
            return null;
        }

        return WithoutScheme(result.Tokens[0].Value);
    }

    private static string WithoutScheme(string name) =>
        name.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? name[FileScheme.Length..] : name;

    /// <summary>For whom standard output is.</summary>
    public static Option<OutputFormat?> Format() => Parsed.Optional(
        FormatName,
        "text|json",
        "json: one JSON document on standard output, all else on standard error [default: text]",
        "text, json",
        Parsed.OneOf(("text", OutputFormat.Text), ("json", OutputFormat.Json)));

    /// <summary>Whether nothing is said on the way.</summary>
    public static Option<bool> Quiet() => new("--quiet")
    {
        Description = "Say nothing on the way and nothing at the end, but why it stopped; nobody is asked whether to go on. The exit code and --format json tell how it went",
    };

    /// <summary>Whether JSON was asked for, even on a command line that is wrong elsewhere.</summary>
    public static bool WantsJson(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == FormatName) is { } format
        && parsed.GetResult(format) is { Tokens: [{ Value: "json" }] };
}
