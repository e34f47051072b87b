using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;

namespace LeadScout.Server.Analytics;

/// <summary>How much of a list had to be asked, and what earlier lists had to do with it.</summary>
/// <param name="Job">The job.</param>
/// <param name="List">The list's name.</param>
/// <param name="Question">The question's name.</param>
/// <param name="Teacher">Who was asked.</param>
/// <param name="At">When the job was first started.</param>
/// <param name="State">How the job stands; of one that is not done the figures are of what was decided.</param>
/// <param name="Rows">Rows of the list.</param>
/// <param name="DistinctTexts">Different texts in it.</param>
/// <param name="KnownTexts">Those of them that earlier lists, or people, had answered.</param>
/// <param name="AskedTexts">Those that were asked.</param>
/// <param name="AskedShare">Asked texts for each row, 0 to 1 and, with checks, little more.</param>
/// <param name="EarlierLists">Jobs of the same question that were done before it began.</param>
/// <param name="FreshAskedTexts">What the same list took when fewer lists had come before it; null when it is the first time.</param>
/// <param name="CostUsd">What it cost; null when a price is unknown.</param>
public sealed record ListLearning(
    string Job, string List, string Question, string Teacher, DateTimeOffset At, string State, long Rows, int DistinctTexts, long? KnownTexts,
    int AskedTexts, double AskedShare, int EarlierLists, int? FreshAskedTexts, decimal? CostUsd)
{
    /// <summary>The lists of some jobs, in the order in which they were started. Jobs that only prove labels, and tries, are left out.</summary>
    public static IReadOnlyList<ListLearning> Of(IEnumerable<Job> jobs)
    {
        var parts = jobs.Where(job => job is { Report: { Probed: false }, Settings.Certify: null }).OrderBy(job => job.CreatedAt).SelectMany(PartsOf).ToArray();
        return [.. parts.Select((part, i) => Of(part, parts[..i]))];
    }

    private static IEnumerable<(Job Job, string Question, JobReport Report)> PartsOf(Job job) => job.Report!.Questions.IsEmpty
        ? [(job, job.QuestionName, job.Report)]
        : job.Report.Questions.Select(part => (job, part.Question, part.Report));

    private static ListLearning Of((Job Job, string Question, JobReport Report) part, (Job Job, string Question, JobReport Report)[] before)
    {
        var (job, question, report) = part;
        var earlier = before.Where(other => other.Question == question).ToArray();
        var same = earlier.Where(other => other.Job.InputHash == job.InputHash).ToArray();
        return new ListLearning(
            job.Id.Value, Path.GetFileName(job.InputName), question, job.Teacher, job.CreatedAt, job.State.Word(), report.Rows, report.DistinctTexts,
            report.Savings is { } savings ? savings.EachTextOnce.Texts - savings.NotKnownBefore.Texts : null,
            report.AskedTexts,
            report.Rows == 0 ? 0 : Math.Round((double)report.AskedTexts / report.Rows, 4),
            earlier.Length,
            same.Length == 0 ? null : same[0].Report.AskedTexts,
            report.Cost?.Dollars);
    }
}
