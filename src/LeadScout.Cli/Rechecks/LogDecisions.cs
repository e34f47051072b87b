using LeadScout.Answers;
using LeadScout.Cli.Reports;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Cli.Rechecks;

/// <summary>
/// The answers that stand in the log for a question, as a list of texts and labels. The new teacher's own are left out, so that the list
/// stays the same however often it is gone on with.
/// </summary>
internal static class LogDecisions
{
    private const string TextColumn = "text in the log";

    /// <param name="store">The log.</param>
    /// <param name="named">The question, as the user named it.</param>
    /// <param name="teacher">The new teacher.</param>
    /// <param name="folder">Where the list may lie.</param>
    /// <param name="database">The log's database, as the user named it.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="BadInputException">There are none, or they can't be asked about.</exception>
    public static async Task<OldDecisions> OpenAsync(
        IDatabase store, string named, string teacher, string folder, string database, CancellationToken interrupt)
    {
        var db = OptionWords.Database(database);
        var question = BuiltInQuestions.Resolve(named).Question;
        if (question.Text.Columns.Length != 1)
        {
            throw new BadInputException(
                $"The question '{question.Name}' is about several columns, which the log holds as one text. Name the job that asked it: leadscout recheck JOB --teacher ...{db}");
        }

        var standing = new OrderedDictionary<TextKey, Answer>();
        await foreach (var answer in store.ReadAllAsync(question.Version, interrupt))
        {
            if (AnswerPrecedence.Counts(answer) && (answer.Source == AnswerSource.Person || answer.By != teacher))
            {
                standing[answer.Key] = AnswerPrecedence.After(standing.GetValueOrDefault(answer.Key), answer);
            }
        }

        if (standing.Count == 0 || standing.Values.All(answer => answer.Source == AnswerSource.Person))
        {
            throw new BadInputException(
                $"The log has no answers of an LLM other than {teacher} under the question '{question.Name}' as it is worded now. "
                + $"See what it has: leadscout answers list{db} --help. To compare a job with a reworded question, name the job: leadscout recheck JOB --question FILE{db}.");
        }

        if (standing.Values.Any(answer => answer.Text.Length == 0))
        {
            throw new BadInputException(
                $"This database keeps keys in place of texts, so there is nothing to ask about. Name the job whose list holds them: leadscout recheck JOB --teacher ...{db}");
        }

        var path = Path.Join(folder, "answers.csv");
        await using (var csv = new StreamWriter(path))
        {
            await csv.WriteAsync($"{Cell(TextColumn)},{Cell(question.Name)}\n");
            foreach (var answer in standing.Values)
            {
                await csv.WriteAsync($"{Cell(answer.Text)},{Cell(answer.Label)}\n");
            }
        }

        var teachers = standing.Values.Select(answer => answer.By).Distinct(StringComparer.Ordinal).ToArray();
        return new OldDecisions(
            "-", path, question.Name, new ColumnChoice(TextColumn), question.Version, named, teachers is [var only] ? only : null, null);
    }

    private static string Cell(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
