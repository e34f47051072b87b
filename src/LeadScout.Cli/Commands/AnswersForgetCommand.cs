using System.CommandLine;
using System.CommandLine.Parsing;
using LeadScout.Application.AnswerLog;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers forget</c>.</summary>
internal static class AnswersForgetCommand
{
    public static Command Create(Terminal terminal)
    {
        var text =
            new Argument<string?>("text") { Description = "The text, as it stands in the list; upper and lower case and blanks don't matter", Arity = ArgumentArity.ZeroOrOne };
        var file =
            new Option<string?>("--file") { HelpName = "FILE", Description = "Many at once: a list (CSV, XLSX, JSON Lines, Parquet) with the column text, or with one column" };
        var olderThan = Parsed.Optional<int>(
            "--older-than", "AGE", "All answers older than this", "a number of days, as in 365d", age => Retention.Parse(age) is > Retention.Forever and var days ? days : null);
        var yes =
            new Option<bool>("--yes") { Description = "With --older-than: the clock is right, although it is far ahead of what the database knows" };
        var question = CommonOptions.OptionalQuestion("Only the answers to this question; unless given, the text is forgotten altogether");
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "forget", "Delete a text for good, with its answers, from every table and from the pages on disk, and prove it. What the calls cost stays in the ledger.")
        {
            text, file, olderThan, yes, question, database, format,
        };
        command.Validators.Add(result =>
        {
            if (new SymbolResult?[] { result.GetResult(text) is { Tokens.Count: > 0 } given ? given : null, result.GetResult(file), result.GetResult(olderThan) }.Count(way => way is not null) != 1)
            {
                result.AddError("Give a text, --file or --older-than, and only one of them.");
            }
        });
        command.SetAction(async (parsed, interrupt) =>
        {
            var path = parsed.GetRequiredValue(database);
            QuestionVersion? only = parsed.GetValue(question) is { } named ? BuiltInQuestions.Resolve(named).Question.Version : null;
            if (parsed.GetValue(olderThan) is { } days)
            {
                var aged = await Forgetter.ForgetOlderAsync(terminal, path, days, parsed.GetValue(yes), only, interrupt);
                return ForgetText.Write(terminal, parsed.GetValue(format), aged, null, $"{days}d");
            }

            IReadOnlyList<string> texts = parsed.GetValue(file) is { } list ? TextList.Texts(list) : [parsed.GetRequiredValue(text)!];
            return ForgetText.Write(
                terminal, parsed.GetValue(format), await Forgetter.ForgetAsync(terminal, path, texts, only, interrupt), texts.Count, null);
        });
        return command;
    }
}
