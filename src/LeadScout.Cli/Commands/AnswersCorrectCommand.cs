using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers correct</c>.</summary>
internal static class AnswersCorrectCommand
{
    private const string Somebody = "person";

    public static Command Create(Terminal terminal)
    {
        var text = new Argument<string?>("text") { Description = "The text, as it stands in the list", Arity = ArgumentArity.ZeroOrOne };
        var question = CommonOptions.Question();
        var label = new Option<string?>("--label") { HelpName = "LABEL", Description = "The right label" };
        var file =
            new Option<string?>("--file") { HelpName = "FILE", Description = "Many at once: a list (CSV, XLSX, JSON Lines, Parquet) with the columns text and label" };
        var undo =
            new Option<bool>("--undo") { Description = "Take the last correction of the text back; what counted before counts again" };
        var by =
            new Option<string>("--by") { HelpName = "NAME", Description = "Who says so; kept with the answer", DefaultValueFactory = _ => Somebody };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "correct", "Say what is right. A person's answer outranks the LLM's and is used from the next text on.")
        {
            text, question, label, file, undo, by, database, format,
        };
        command.Validators.Add(result =>
        {
            var ways =
                new[] { result.GetValue(label) is not null, result.GetValue(file) is not null, result.GetValue(undo) }.Count(way => way);
            if (ways != 1 || (result.GetValue(text) is null) != (result.GetValue(file) is not null))
            {
                result.AddError("Give a text with --label, a text with --undo, or --file with the columns text and label.");
            }
        });
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            using var store = Databases.Open(terminal, parsed.GetRequiredValue(database));
            var corrector = new Corrector(store, asked, parsed.GetRequiredValue(by), terminal.Clock);
            var isUndo = parsed.GetValue(undo);
            IReadOnlyList<Correction> corrections = isUndo
                ? [await corrector.UndoAsync(parsed.GetRequiredValue(text)!, interrupt)]
                : await corrector.CorrectAsync(
                    parsed.GetValue(file) is { } path ? Rows(path, corrector) : [(parsed.GetRequiredValue(text)!, corrector.LabelOf(parsed.GetRequiredValue(label)!))],
                    interrupt);
            await store.NameQuestionAsync(asked.Version, asked.Name, interrupt);
            var written = (await store.ListAsync(interrupt)).Where(job => job.Report is not null && job.OutputName.Length > 0 && ResultFile.IsWritten(job.State) && job.QuestionName.Split(", ").Contains(asked.Name)).OrderByDescending(job => job.UpdatedAt);
            CorrectionText.Write(terminal, parsed.GetValue(format), asked, corrections, isUndo, [.. written], parsed.GetRequiredValue(database));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The rows of a file, each text once; none is taken when one can't be.</summary>
    private static List<(string Text, string Label)> Rows(string path, Corrector corrector)
    {
        var seen = new Dictionary<TextKey, (long Row, string Label)>();
        var rows = new List<(string, string)>();
        foreach (var (row, text, said) in TextList.Labelled(path))
        {
            var label = corrector.LabelOf(said, $"'{path}', row {row}: ");
            if (TextNormaliser.Normalise(text).Length == 0)
            {
                throw new BadInputException(
                    $"'{path}', row {row}: the text is blank. Give the text as it stands in the list, or delete the row.");
            }

            if (seen.TryAdd(TextKey.Of(text), (row, label)))
            {
                rows.Add((text, label));
            }
            else if (seen[TextKey.Of(text)] is var first && first.Label != label)
            {
                throw new BadInputException(
                    $"'{path}', row {row}: '{text}' is {label} here and {first.Label} in row {first.Row}. Keep the right one.");
            }
        }

        return rows;
    }
}
