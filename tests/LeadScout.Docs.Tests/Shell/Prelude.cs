namespace LeadScout.Docs.Tests.Shell;

/// <summary>What a page takes for done before its first command.</summary>
internal static class Prelude
{
    private const string Job =
        "export OPENAI_API_KEY=key\nleadscout classify leads.csv --question department --teacher openai:gpt-5-mini\n";

    private static readonly Dictionary<string, string> Preludes = new()
    {
        ["docs/accuracy.md"] = Job,
        ["docs/certify.md"] =
            "export OPENAI_API_KEY=key\nleadscout classify leads.csv --question department --teacher openai:gpt-5-nano\nJOB=$(newest)\n"
            + "cp leads.labelled.csv labelled.csv\n"
            + "sed 's/Which/To which/' src/LeadScout.Files/QuestionFiles/BuiltIn/department.yaml > reworded.yaml\n",
        ["docs/data.md"] = Job + "cp leadscout.db leads.db\n",
        ["docs/embeddings.md"] = "export OPENAI_API_KEY=key\n",
        ["docs/lists.md"] = Job,
        ["docs/budget.md"] = "export OPENAI_API_KEY=key\n",
        ["docs/mcp.md"] = "export OPENAI_API_KEY=key\nmkdir ~/leads\n",
        ["docs/postgres.md"] = Job,
        ["src/LeadScout.Cli/README.md"] = "export OPENAI_API_KEY=key\n",
        ["README.md"] = Job + "cp leads.labelled.csv labelled.csv; rm leadscout.db*\n",
    };

    public static string Of(string page) => Preludes.GetValueOrDefault(page, "");
}
