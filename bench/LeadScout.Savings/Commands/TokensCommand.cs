using System.CommandLine;
using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Prices;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Tokens;

namespace LeadScout.Savings.Commands;

/// <summary><c>tokens</c>: what a row takes with more and more rows in a call. Asks nobody.</summary>
internal static class TokensCommand
{
    private const string Teacher = "openai:gpt-5-mini";

    public static Command Create()
    {
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("tokens.md"));
        var command = new Command(
            "tokens", "Count the tokens a row takes at 1 to 40 rows a call, for each built-in question.") { data, target };
        command.SetAction(parsed =>
        {
            var teacher = Teachers.ProfileOf(Teacher);
            var results = QuestionTokens.Standard
                .Select(
                    pair => QuestionTokens.Of(teacher, pair.Question, SetFile.Read(Path.Combine(parsed.GetValue(data)!, pair.Set + ".tsv"))))
                .ToArray();
            Output.Write(parsed.GetValue(target)!, TokensTable.Render(results, PriceTable.BuiltIn.Find(Teacher)!));
        });
        return command;
    }
}
