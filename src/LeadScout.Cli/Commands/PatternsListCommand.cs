using System.CommandLine;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout patterns list</c>.</summary>
internal static class PatternsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var (question, teacher, database) = (CommonOptions.Question(), PatternsCommand.Teacher(), CommonOptions.Database());
        var kinds = Enum.GetValues<FeatureKind>();
        var kind = Parsed.Optional(
            "--kind", "KIND", "Only patterns of this kind", string.Join(", ", kinds.Select(one => one.Word())), Parsed.OneOf([.. kinds.Select(one => (one.Word(), one))]));
        var label =
            new Option<string?>("--label") { HelpName = "LABEL", Description = "Only patterns whose answers mostly have this label" };
        var minAnswers = Parsed.Option(
            "--min-answers", "N", "Only patterns of so many answered texts", "a whole number from 1", 2, Parsed.Whole(1, int.MaxValue));
        var sort = Parsed.Optional("--sort", "strength|answers|applied|errors|name", "What comes first [default: strength]", "strength, answers, applied, errors, name", Parsed.OneOf(
            ("strength", PatternSort.Strength), ("answers", PatternSort.Answers), ("applied", PatternSort.Applied),
            ("errors", PatternSort.Errors), ("name", PatternSort.Name)));
        var limit = Parsed.Option("--limit", "N", "So many at most", "a whole number from 1", 20, Parsed.Whole(1, int.MaxValue));
        var format = Parsed.Optional(
            "--format", "text|json|csv", "json or csv on standard output, all else on standard error [default: text]", "text, json, csv", Parsed.OneOf(("text", 't'), ("json", 'j'), ("csv", 'c')));
        var command = new Command(
            "list", "Patterns with the evidence for each label, where they were decisive, and how often audits confirmed them.")
        {
            question, teacher, kind, label, minAnswers, sort, limit, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            int? only = parsed.GetValue(label) is { } name ? IndexOf(asked, name) : null;
            using var store = Databases.OpenRead(terminal, parsed.GetRequiredValue(database));
            var whose = AnsweringTeacher.Choose(
                parsed.GetValue(teacher), await store.TeachersAsync(asked.Version, interrupt), terminal.Say);
            var book = await PatternBook.ReadAsync(asked, whose, store, interrupt);
            var found = new PatternQuery(parsed.GetValue(kind), only, parsed.GetValue(minAnswers), parsed.GetValue(sort) ?? PatternSort.Strength).Of(book);
            Write(terminal, parsed.GetValue(format), asked, new PatternListDocument(
                asked.Name,
                whose.Length == 0 ? null : whose,
                book.TextCount,
                found.Count,
                [.. found.Take(parsed.GetValue(limit)).Select(pattern => PatternLineDocument.Of(pattern, asked))],
                [.. book.TrustByKind().Select(KindDocument.Of)]));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, char? format, Question question, PatternListDocument list)
    {
        switch (format)
        {
            case 'j':
                terminal.Out.WriteLine(ReportJson.Of(list));
                break;
            case 'c':
                PatternText.WriteCsv(terminal.Out, list, question);
                break;
            default:
                PatternText.Write(terminal.DrawOut(), list, terminal.Database.Name);
                break;
        }
    }

    private static int IndexOf(Question question, string label) => question.IndexOf(label) is >= 0 and var index
        ? index
        : throw new BadInputException(
            $"The question {question.Name} has no label '{label}'.{NearestNames.Hint(label, question.Labels.Select(known => known.Name))} "
            + $"Its labels: {string.Join(", ", question.Labels.Select(known => known.Name))}.");
}
