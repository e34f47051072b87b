using System.CommandLine;
using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.AnswerFiles;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Sqlite.Predecessor;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers import</c>.</summary>
internal static class AnswersImportCommand
{
    private const string OtherQuestion = "answers another question";

    public static Command Create(Terminal terminal)
    {
        var file =
            new Argument<string>("file") { Description = "Exported answers (.jsonl or .csv), or with --from the file of another program" };
        var from =
            new Option<string?>("--from") { HelpName = "PROGRAM", Description = $"{PredecessorAnswers.Teacher}: the SQLite file of LeadScout for Python, llm_learning.db. It is only read" };
        from.AcceptOnlyFromAmong(PredecessorAnswers.Teacher);
        var question = CommonOptions.OptionalQuestion(
            "With --from: the question that the answers are to. Else: take only the answers to this question");
        var map =
            new Option<string[]>("--map") { HelpName = "OLD=NEW", Description = "With --from: which label of the question an old one means, where the names differ; may be given several times", AllowMultipleArgumentsPerToken = true };
        var asTeacher =
            new Option<string?>("--as-teacher") { HelpName = "NAME", Description = "Count all LLMs' answers as this LLM's, as in openai:gpt-5-mini, so that jobs with that LLM use them and don't ask again" };
        var texts = CommonOptions.Texts();
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "import", "Take answers in: what is known already stays as it is, what is new is added, and contradictions are reported.")
        {
            file, from, question, map, asTeacher, texts, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var path = parsed.GetRequiredValue(file);
            var teacher = parsed.GetValue(asTeacher);
            var asked = parsed.GetValue(question) is { } named ? BuiltInQuestions.Resolve(named).Question : null;
            if (parsed.GetValue(from) is not null && asked is null)
            {
                throw new BadInputException("Which question are these answers to? Name it with --question; see: leadscout questions list.");
            }

            using var predecessor = parsed.GetValue(from) is null ? null : PredecessorFile.Open(path);
            var labels = asked is null ? null : new LabelMap(asked, parsed.GetValue(map) ?? []);
            using var store = Databases.Open(terminal, parsed.GetRequiredValue(database));
            await TextStorageOption.ApplyAsync(store, parsed.GetValue(texts), terminal, interrupt);
            var import = predecessor is null
                ? await FileAsync(store, path, asked?.Version, teacher, interrupt)
                : await PredecessorAsync(store, path, predecessor, new PredecessorAnswers(asked!, labels!, store.Keys, teacher), interrupt);
            if (asked is not null)
            {
                await store.NameQuestionAsync(asked.Version, asked.Name, interrupt);
            }

            ImportText.Write(terminal, parsed.GetValue(format), import);
            if (predecessor is not null && teacher is null)
            {
                terminal.Error.WriteLine(
                    $"They count as answers of {PredecessorAnswers.Teacher}. To use them in jobs with another LLM, import with --as-teacher, as in: --as-teacher openai:gpt-5-mini.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<ImportDocument> FileAsync(
        IDatabase store, string path, Questions.QuestionVersion? only, string? teacher, CancellationToken interrupt)
    {
        // Once through for its faults, so that a file with one is not taken by half.
        var names = new Dictionary<Questions.QuestionVersion, string>();
        var others = 0L;
        foreach (var entry in AnswerFile.Read(path, store.Keys))
        {
            interrupt.ThrowIfCancellationRequested();
            others += only is not null && entry.Answer.Question != only ? 1 : 0;
            if (entry.QuestionName is { } name)
            {
                names.TryAdd(entry.Answer.Question, name);
            }
        }

        foreach (var (version, name) in names.Where(pair => only is null || pair.Key == only))
        {
            await store.NameQuestionAsync(version, name, interrupt);
        }

        var answers = AnswerFile.Read(path, store.Keys)
            .Select(entry => entry.Answer)
            .Where(answer => only is null || answer.Question == only)
            .Select(answer => teacher is not null && answer.Source == AnswerSource.Teacher ? answer with { By = teacher } : answer);
        var report = await new AnswerImport(store, await store.LogPositionAsync(interrupt)).RunAsync(answers, interrupt);
        return DocumentOf(path, report, others == 0 ? [] : new() { [OtherQuestion] = others }, []);
    }

    private static async Task<ImportDocument> PredecessorAsync(
        IDatabase store, string path, PredecessorFile file, PredecessorAnswers answers, CancellationToken interrupt)
    {
        var report = await new AnswerImport(store, await store.LogPositionAsync(interrupt)).RunAsync(answers.Of(file), interrupt);
        return DocumentOf(path, report, answers.Left, answers.UnknownLabels);
    }

    private static ImportDocument DocumentOf(string path, ImportReport report, SortedDictionary<string, long> left, SortedDictionary<string, long> unknown) => new(
        path, report.Added, report.Known, report.Confirming, report.Conflicting, [.. report.Conflicts.Select(ConflictDocument.Of)], left,
        unknown);
}
