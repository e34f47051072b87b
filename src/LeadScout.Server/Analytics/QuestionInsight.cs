using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Stores;

namespace LeadScout.Server.Analytics;

/// <summary>Where a question is weak, as one pass over its answers tells it.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Audits">What the student had said, and what the teacher then said.</param>
/// <param name="People">What a teacher had said, and what a person says.</param>
/// <param name="Repeats">What a teacher had said first, and what it said when it was asked again.</param>
/// <param name="Labels">By label, in the question's order.</param>
/// <param name="Agreement">By month and model, in the order of months.</param>
public sealed record QuestionInsight(
    string Question, Confusion Audits, Confusion People, Confusion Repeats, ImmutableArray<LabelLine> Labels, ImmutableArray<AgreementMonth> Agreement)
{
    internal static async Task<QuestionInsight> ReadAsync(Question question, IDatabase store, ServerOptions options, CancellationToken cancellation)
    {
        var jobs = await store.ListAsync(cancellation);
        var calls = (await BilledCalls.ReadAsync(store, jobs, options, cancellation)).ToDictionary(call => call.Id);
        var answers = new List<Answer>();
        await foreach (var answer in store.ReadAllAsync(question.Version, cancellation))
        {
            if (AnswerPrecedence.Counts(answer))
            {
                answers.Add(answer);
            }
        }

        var teachers = answers.Where(answer => answer.Source == AnswerSource.Teacher).ToArray();
        return new QuestionInsight(
            question.Name,
            Confusion.Of(teachers.Where(answer => answer.Audit is not null).Select(answer => (answer.Audit!.StudentLabel, answer.Label, answer.Text))),
            Confusion.Of(PeoplesPairs(answers)),
            Confusion.Of(Repeated(teachers)),
            [.. LabelsOf(question, answers, calls, jobs)],
            [.. Months(teachers, calls)]);
    }

    private static IEnumerable<(string, string, string)> PeoplesPairs(List<Answer> answers) =>
        from ofText in answers.GroupBy(answer => answer.Key)
        let person = ofText.LastOrDefault(answer => answer.Source == AnswerSource.Person)
        let teacher = ofText.FirstOrDefault(answer => answer.Source == AnswerSource.Teacher)
        where person is not null && teacher is not null
        orderby person.Position
        select (teacher.Label, person.Label, person.Text);

    private static IEnumerable<(string, string, string)> Repeated(Answer[] teachers) =>
        from ofText in teachers.GroupBy(answer => (answer.Key, answer.By))
        let first = ofText.First()
        from again in ofText.Skip(1)
        orderby again.Position
        select (first.Label, again.Label, again.Text);

    private static IEnumerable<LabelLine> LabelsOf(
        Question question, List<Answer> answers, Dictionary<long, BilledCall> calls, IEnumerable<Job> jobs)
    {
        var newest = jobs.Where(job => job is { State: JobState.Done or JobState.Reopened, Report: not null, Settings.Certify: null })
            .OrderByDescending(job => job.UpdatedAt)
            .Select(job => (job.Id, Report: job.Report!.Questions.FirstOrDefault(part => part.Question == question.Name)?.Report ?? (job.Question == question.Version ? job.Report : null)))
            .FirstOrDefault(job => job.Report?.Certificate.Labels.IsEmpty == false);
        var byLabel = answers.ToLookup(answer => answer.Label, StringComparer.Ordinal);
        return question.Labels.Select(label =>
        {
            var proven = newest.Report?.Certificate.Labels.FirstOrDefault(claim => claim.Label == label.Name);
            var asked = byLabel[label.Name].Where(answer => answer.Source == AnswerSource.Teacher).ToArray();
            return new LabelLine(
                label.Name,
                asked.Length,
                byLabel[label.Name].Count(answer => answer.Source == AnswerSource.Person),
                Math.Round(asked.Sum(answer => PartOf(answer, calls) ?? 0), 6),
                proven is null ? null : newest.Id.Value,
                proven?.Rows,
                proven?.WrongRowsAtMost,
                proven is null ? null : Math.Round(proven.RecallAtLeast, 4),
                proven?.AsksToKnow)
            {
                UnpricedTexts = asked.Count(answer => PartOf(answer, calls) is null),
            };
        });
    }

    private static decimal? PartOf(Answer answer, Dictionary<long, BilledCall> calls) =>
        answer.Call is { } id && calls.TryGetValue(id, out var call) && call.Cost is { } cost
            ? cost.Dollars / Math.Max(1, call.Texts) / Math.Max(1, call.Questions.Length)
            : null;

    private static IEnumerable<AgreementMonth> Months(Answer[] teachers, Dictionary<long, BilledCall> calls) =>
        from answer in teachers
        where answer.Audit is not null
        let model = answer.Call is { } id && calls.TryGetValue(id, out var call) ? call.Model ?? answer.By : answer.By
        group answer by (Month: answer.At.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture), Model: model) into month
        orderby month.Key.Month, month.Key.Model
        select new AgreementMonth(month.Key.Month, month.Key.Model, month.Count(), month.Count(answer => answer.Audit!.StudentLabel == answer.Label));
}
