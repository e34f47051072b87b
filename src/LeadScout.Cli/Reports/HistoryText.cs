using System.Globalization;
using LeadScout.Application.Certificates;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Jobs;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>The record of a question, for a person.</summary>
internal static class HistoryText
{
    /// <param name="console">Where to.</param>
    /// <param name="history">The record.</param>
    /// <param name="asked">The question as the user named it.</param>
    /// <param name="database">The database as the user named it.</param>
    public static void Write(IAnsiConsole console, QuestionHistory history, string asked, string database)
    {
        if (!history.Jobs.IsEmpty)
        {
            console.Write(TableOf(history));
        }

        console.WriteLine(Verdict(history, asked, database));
        if (history.Jobs.Any(job => !job.IsCompared))
        {
            console.WriteLine("(-) not compared: asked another LLM, or under other budgets, than the newest job.");
        }
    }

    /// <summary>What a job that raised an alarm says at its end.</summary>
    public static string Warning(DriftAlarm alarm, string asked, string database) =>
        $"Drift: the audits of '{alarm.Question}' find more errors than those of earlier jobs; without drift that happens to at most 1 in {InSoMany(alarm.Evidence)} records. "
        + $"The certificate of this job holds all the same. Look: leadscout questions history {asked}{OptionWords.Database(database)}";

    private static string Verdict(QuestionHistory history, string asked, string database) => history switch
    {
        { Jobs.IsEmpty: true } =>
            $"No job of this database has audited '{history.Question}' (version {history.Version}) yet: nothing to compare.",
        { HasDrift: true, LastAlarm: { } alarm } =>
            $"DRIFT: since job {alarm.Job.Id} ({Month(alarm)}) the audits find more errors than before; without drift that happens to at most 1 in {InSoMany(alarm.Evidence)} records. "
            + "The certificates hold all the same. What earlier jobs and answers say may be out of date. "
            + $"See what the student gets wrong: leadscout review {alarm.Job.Id} --sample 100{OptionWords.Database(database)}. "
            + $"Put an earlier result to the proof again: leadscout certify FILE --label-column COLUMN --question {asked} --teacher {alarm.Job.Teacher}{OptionWords.Database(database)}",
        { Compared: < 2, LastAlarm: null } => "One job with audits: nothing to compare yet. The next one is compared with it.",
        { LastAlarm: { } alarm } =>
            $"No sign of drift since the alarm of job {alarm.Job.Id} ({Month(alarm)}), in {history.Compared.Of("job")}. {Rate}",
        _ => $"No sign of drift in {history.Compared.Of("job")}. {Rate}",
    };

    private static string Rate => $"An alarm is raised at evidence of 1 in {InSoMany(QuestionHistory.AlarmAt)}: "
        + "a record without drift ever comes to that with a probability of at most 5 %.";

    private static Table TableOf(QuestionHistory history)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("month (UTC)", "job", "list");
        foreach (var name in (string[])["rows", "asked", "audits", "wrong", "agreed", "evidence"])
        {
            table.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        }

        foreach (var job in history.Jobs)
        {
            string[] cells =
            [
                Month(job),
                job.Job.Id.Value,
                job.Job.InputName,
                job.Report?.Rows.Text() ?? "",
                job.Report?.AskedTexts.Text() ?? "",
                job.Audits.Text(),
                job.Errors.Text(),
                Numbers.Share(job.Audits - job.Errors, job.Audits),
                EvidenceOf(job),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string EvidenceOf(AuditedJob job) => job switch
    {
        { IsCompared: false } => "(-)",
        { IsAlarm: true } => $"DRIFT, 1 in {InSoMany(job.Evidence)}",
        { Evidence: >= 2 } => $"1 in {InSoMany(job.Evidence)}",
        _ => "none",
    };

    /// <summary>Rounded down: never more evidence than there is.</summary>
    private static string InSoMany(double evidence) =>
        evidence >= 1e9 ? "1,000,000,000" : Math.Floor(evidence + 1e-9).ToString("N0", CultureInfo.InvariantCulture);

    private static string Month(AuditedJob job) => job.At.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
