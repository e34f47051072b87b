using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LeadScout.Cli.Commands;

/// <summary>The usual help, and then examples.</summary>
internal sealed class HelpExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["leadscout"] = ["leadscout demo", "leadscout classify leads.csv --question department --teacher openai:gpt-5-mini --limit 10"],
        ["classify"] =
        [
            "leadscout classify leads.csv --question department --teacher openai:gpt-5-mini --limit 10",
            "leadscout classify leads.csv --question department --teacher openai:gpt-5-mini --max-cost 5.00",
            "leadscout classify leads.csv --question department --max-error 2% --max-error Sales=1% --min-recall Sales=95%",
            "leadscout classify leads.xlsx --sheet Contacts --question my-question.yaml --teacher anthropic:claude-haiku-4-5",
            "leadscout classify leads.parquet --question department --teacher openai:gpt-5-mini --out departments.parquet",
            "leadscout classify leads.csv --question industry --column 'Company Name' --teacher llama3.1:8b --teacher-url http://127.0.0.1:11434/v1",
            "leadscout classify leads.csv --question department --teacher azure-openai:my-deployment --price-in 0.25 --price-out 2.00 --max-cost 5.00",
            "leadscout classify leads.csv --question department --teacher openai:gpt-5-nano --escalate openai:gpt-5",
            "leadscout classify leads.csv --question department --question seniority --teacher openai:gpt-5-mini",
            "leadscout classify leads.csv --question industry --hint vendor_industry --teacher openai:gpt-5-mini",
            "leadscout classify tickets.csv --question intent.yaml --teacher openai:gpt-5-mini --embeddings openai:text-embedding-3-small --max-cost 5.00",
        ],
        ["estimate"] =
        [
            "leadscout estimate leads.csv --question department --teacher openai:gpt-5-mini",
            "leadscout estimate leads.csv --question department --teacher openai:gpt-5-mini --probe 100 --max-cost 0.10",
            "leadscout estimate tickets.csv --question intent.yaml --teacher openai:gpt-5-mini --embeddings ollama:bge-m3",
        ],
        ["certify"] =
        [
            "leadscout certify labelled.csv --label-column department --question department --teacher openai:gpt-5-mini",
            "leadscout certify labelled.csv --label-column department --question department --teacher openai:gpt-5-mini --estimate",
            "leadscout certify vendor.xlsx --label-column Dept --map 'Vertrieb=Sales' --question department --max-error 5% --max-cost 0.50",
            "leadscout certify vendors.csv --label-column vendor_a --label-column vendor_b --question industry --unknown-labels wrong",
            "leadscout certify labelled.csv --label-column department --question department --fix corrected.csv --format json",
        ],
        ["recheck"] =
        [
            "leadscout recheck 3f9a --teacher openai:gpt-5-mini",
            "leadscout recheck 3f9a --teacher openai:gpt-5-mini --max-error 5% --estimate",
            "leadscout recheck 3f9a --question reworded.yaml --max-cost 0.50",
            "leadscout recheck 3f9a --teacher openai:gpt-5-mini --fix corrected.csv",
            "leadscout recheck --question department --teacher openai:gpt-5-mini --format json",
        ],
        ["certificate show"] = ["leadscout certificate show 3f9a", "leadscout certificate show 3f9a > 3f9a.certificate.json"],
        ["certificate verify"] = ["leadscout certificate verify 3f9a", "leadscout certificate verify 3f9a.certificate.json --format json"],
        ["ask"] =
            ["leadscout ask --question department \"VP Sales EMEA\"", "leadscout ask --question my-question.yaml \"Leiter Vertrieb\" --teacher ollama:llama3.1 --format json"],
        ["explain"] =
            ["leadscout explain --question department \"VP Sales EMEA\"", "leadscout explain --question industry \"Weingut Huber GmbH\" --db industries.db --format json"],
        ["review"] =
        [
            "leadscout review",
            "leadscout review leads.labelled.csv --limit 30 --by \"sales ops\"",
            "leadscout review 3f9a --sample 100",
            "leadscout review 3f9a --export tasks.json --form label-studio --limit 200",
            "leadscout review 3f9a --import annotated.json --form label-studio --by \"sales ops\"",
        ],
        ["prices list"] = ["leadscout prices list", "leadscout prices list gemini", "leadscout prices list --format json"],
        ["prices check"] = ["leadscout prices check", "leadscout prices check openai: --prices my-prices.tsv"],
        ["demo"] = ["leadscout demo", "leadscout demo --folder my-demo"],
        ["completion"] = ["source <(leadscout completion bash)", "leadscout completion zsh > ~/.zfunc/_leadscout"],
        ["jobs list"] = ["leadscout jobs list", "leadscout jobs list --format json"],
        ["jobs show"] = ["leadscout jobs show 3f9a0c1b2d4e", "leadscout jobs show 3f9a"],
        ["jobs resume"] =
            ["leadscout jobs resume 3f9a", "leadscout jobs resume 3f9a --max-cost 10.00", "leadscout jobs resume 3f9a --retry-failed"],
        ["jobs settle"] = ["leadscout jobs settle 3f9a", "leadscout jobs settle 3f9a --measured"],
        ["jobs delete"] = ["leadscout jobs delete 3f9a"],
        ["answers list"] = ["leadscout answers list", "leadscout answers list --format json"],
        ["answers correct"] =
        [
            "leadscout answers correct \"VP Sales Enablement\" --question department --label Sales",
            "leadscout answers correct --file corrections.csv --question department --by \"sales ops\"",
            "leadscout answers correct \"VP Sales Enablement\" --question department --undo",
        ],
        ["answers export"] =
        [
            "leadscout answers export --out answers.jsonl",
            "leadscout answers export --question department --out department.csv",
            "leadscout answers export | gzip > answers.jsonl.gz",
        ],
        ["answers import"] =
        [
            "leadscout answers import answers.jsonl",
            "leadscout answers import answers.jsonl --as-teacher openai:gpt-5-mini --db other.db",
            "leadscout answers import llm_learning.db --from leadscout-py --question name-language --map 'Anglo=English' --as-teacher openai:gpt-5-mini",
        ],
        ["answers forget"] =
        [
            "leadscout answers forget \"Weingut Huber GmbH\"",
            "leadscout answers forget --file erasure-requests.csv",
            "leadscout answers forget --older-than 365d",
        ],
        ["patterns list"] =
        [
            "leadscout patterns list --question department",
            "leadscout patterns list --question department --sort errors --limit 50",
            "leadscout patterns list --question department --kind word --label Sales --min-answers 5 --format csv > patterns.csv",
        ],
        ["patterns show"] =
            ["leadscout patterns show word:vertrieb --question department", "leadscout patterns show \"words:head of\" --question department --format json"],
        ["patterns retire"] =
            ["leadscout patterns retire word:vertrieb --question department", "leadscout patterns retire word:vertrieb --question department --yes"],
        ["patterns restore"] = ["leadscout patterns restore word:vertrieb --question department"],
        ["teachers check"] =
        [
            "leadscout teachers check openai:gpt-5-mini",
            "leadscout teachers check llama3.1:8b --teacher-url http://127.0.0.1:11434/v1 --format json",
        ],
        ["teachers list"] = ["leadscout teachers list", "leadscout teachers list --format json"],
        ["serve"] =
        [
            "leadscout serve",
            "leadscout serve --teacher openai:gpt-5-mini --db team.db --data team-data",
            "leadscout serve --url http://0.0.0.0:5080 --host leads.example.com",
            "leadscout serve --store postgres://leads@db.example/leadscout --cluster --url http://10.0.0.5:5080 --node-address 10.0.0.5",
        ],
        ["jobs export"] =
            ["leadscout jobs export 3f9a", "leadscout jobs export 3f9a --out march.zip --db team.db", "leadscout jobs export 3f9a --out - > march.zip"],
        ["mcp"] = ["leadscout mcp --folder leads --teacher openai:gpt-5-mini --max-cost 2.00"],
        ["serve keys add"] =
            ["leadscout serve keys add admin --scope admin", "leadscout serve keys add crm-import --scope label --max-cost 20.00 --days 90"],
        ["serve keys rotate"] = ["leadscout serve keys rotate 3f9a0c1b --hours 2"],
        ["store copy"] =
        [
            "leadscout store copy --from leadscout.db --to postgres://leads@db.example/leadscout",
            "leadscout store copy --from postgres://leads@db.example/leadscout --to copy.db --format json",
        ],
        ["doctor"] =
            ["leadscout doctor", "leadscout doctor --db leads.db --salvage saved.db", "leadscout doctor --db leads.db --format json"],
        ["questions show"] = ["leadscout questions show department", "leadscout questions show my-question.yaml"],
        ["questions history"] =
            ["leadscout questions history department", "leadscout questions history my-question.yaml --db team.db --format json"],
        ["questions check"] = ["leadscout questions check my-question.yaml --list leads.csv"],
        ["questions new"] =
            ["leadscout questions new buying-role", "leadscout questions new dietary-needs --lawful-basis \"Guests gave explicit consent when they booked (GDPR Art. 9 (2) a).\""],
    };

    /// <summary>Gives the root and every command under it help with examples.</summary>
    public static void AddTo(RootCommand root)
    {
        if (root.Options.OfType<HelpOption>().First() is { Action: HelpAction help } option)
        {
            option.Action = new HelpExamples(help);
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (ByCommand.TryGetValue(PathOf(parseResult.CommandResult.Command), out var examples))
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        return exitCode;
    }

    private static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() switch
    {
        null or RootCommand when command is RootCommand => "leadscout",
        RootCommand => command.Name,
        { } parent => $"{PathOf(parent)} {command.Name}",
        null => command.Name,
    };
}
