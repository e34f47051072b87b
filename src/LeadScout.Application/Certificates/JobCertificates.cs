using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Certificates;

/// <summary>Makes the certificates of jobs on record, and holds them against the list and the log.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="clock">The time.</param>
/// <param name="store">Where the jobs are.</param>
public sealed class JobCertificates(Func<string, string?> environment, TimeProvider clock, IDatabase store)
{
    /// <summary>The certificate of a job, by what was kept of it.</summary>
    /// <exception cref="BadInputException">The job is not finished, its list or question is not what it was, or answers of it are gone.</exception>
    public async Task<SignedCertificate> OfAsync(Job job, CancellationToken interrupt)
    {
        var report = Finished(job);
        var (request, runner, teacher, second) = Open(job);
        if (JobIdentity.Of(request, teacher.Name, second?.Name) is var id && id != job.Id)
        {
            throw new BadInputException(
                "job-changed",
                $"The list, the question, the LLM or the options of job {job.Id} are not what they were: as they are now they make job {id}. A certificate would tell of these what was proven of those. Put them back as they were, then run the same command again.");
        }

        return job.State == JobState.Done && await runner.RecomputeAsync(request, teacher, second, interrupt) is null
            ? throw new BadInputException(
                "answers-gone",
                $"The log does not hold all answers of job {job.Id} any more: some were forgotten. A certificate could not be verified by anybody. Ask again what is missing: {UserAction.ResumeJob.On(job.Id.Value)}.")
            : await DocumentOfAsync(job, report, request, interrupt);
    }

    /// <summary>What differs between a certificate and what the list and the log give when the job is planned again; empty if nothing.</summary>
    /// <param name="job">The job.</param>
    /// <param name="certificate">The certificate; null for what was kept of the job.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="BadInputException">The job is not finished, or its list or question can't be read.</exception>
    public async Task<CertificateVerification> VerifyAsync(
        Job job, SignedCertificate? certificate, CancellationToken interrupt)
    {
        var (request, runner, teacher, second) = Open(job);
        var made = await DocumentOfAsync(job, Finished(job), request, interrupt);
        var kept = made.In((certificate ?? made).Format);
        var differences = new List<CertificateDifference>();
        if (certificate is not null && certificate.HashOf() != certificate.Hash)
        {
            differences.Add(new("hash", certificate.Hash, certificate.HashOf()));
        }

        differences.AddRange(CertificateDifference.Between(certificate ?? kept, kept));
        if (JobIdentity.Of(request, teacher.Name, second?.Name) is var id && id != job.Id)
        {
            return new([.. differences, new("job", job.Id.Value, $"{id} by the list, the question, the LLM and the options as they are now")], null);
        }

        if (await runner.RecomputeAsync(request, teacher, second, interrupt) is not { } again)
        {
            return new([.. differences, new("log.answers", (certificate ?? kept).Log.Answers.ToString(CultureInfo.InvariantCulture), "not all answers that the job's plan asks for")], null);
        }

        var computed = (await DocumentOfAsync(job, again.Report, request, interrupt)).In(kept.Format);
        differences.AddRange(CertificateDifference.Between(certificate ?? kept, computed));
        return new([.. differences.Distinct()], again.Corrections);
    }

    private static JobReport Finished(Job job) => job is { State: JobState.Done or JobState.Reopened, Report: { } report }
        ? report
        : throw new BadInputException(
            "job-unfinished", $"Job {job.Id} is {job.State.Shown()}: it has no certificate yet. Go on with it first: {UserAction.ResumeJob.On(job.Id.Value)}.");

    private (JobRequest Request, JobRunner Runner, Teaching.TeacherProfile Teacher, Teaching.TeacherProfile? Second) Open(Job job)
    {
        var invocation = JobInvocation.Of(job).ToLook();
        var opening = new JobOpening(environment, clock, _ => { });
        var request = opening.RequestOf(invocation, job.Settings);
        return (
            request,
            new JobRunner(store, new RetryPolicy(), clock),
            opening.ProfileOf(invocation, request.Questions),
            opening.SecondProfileOf(invocation, request.Questions));
    }

    private async Task<SignedCertificate> DocumentOfAsync(Job job, JobReport report, JobRequest request, CancellationToken interrupt) =>
        new SignedCertificate
        {
            Format = HasLabels(report) ? SignedCertificate.CurrentFormat : SignedCertificate.FormatWithoutLabels,
            Job = job.Id.Value,
            Kind = job.Settings.Certify is null ? "classify" : "certify",
            List = new CertifiedListPart(job.InputName, request.Input.Hash, report.Rows, report.DistinctTexts),
            Questions = [.. request.Questions.Select(
                question => new CertifiedQuestionPart(question.Name, question.Version.ToString(), question.Text.Source))],
            Teacher = new CertifiedTeacherPart(
                job.Teacher,
                JobInvocation.Of(job).Escalate,
                report.PromptHash,
                [.. report.Models.Select(model => new CertifiedModelPart(model.Teacher, model.Model, model.Calls))]),
            Options = CertificateOptions.Of(job, request),
            Log = await LogOfAsync(job, request, interrupt),
            Certificates = [.. PartsOf(report, request)],
            Began = job.CreatedAt,
        }.WithHash();

    private async Task<CertifiedLogPart> LogOfAsync(Job job, JobRequest request, CancellationToken interrupt)
    {
        var answers = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var question in request.Questions)
        {
            await foreach (var answer in store.ReadAllAsync(question.Version, interrupt))
            {
                if (answer.Job == job.Id)
                {
                    answers++;
                    hash.AppendData(Encoding.UTF8.GetBytes(LineOf(answer)));
                }
            }
        }

        return new CertifiedLogPart(job.LogPosition, job.VerdictPosition, answers, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string LineOf(Answer answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{answer.Position}\t{answer.Question}\t{answer.Key}\t{answer.Label}\t{answer.By}\t{answer.Call}\t{answer.Audit?.StudentLabel}\t{answer.Audit?.Probability:R}\n");

    /// <summary>Reports of earlier versions have none.</summary>
    private static bool HasLabels(JobReport report) => report.Certified is { } certified
        ? certified.Columns.All(column => !column.Labels.IsEmpty)
        : (report.Questions.IsEmpty ? [report] : report.Questions.Select(question => question.Report)).All(
            part => !part.Certificate.Labels.IsEmpty);

    private static CertifiedLabelPart[]? LabelsOf(ImmutableArray<LabelCertificate> labels) =>
        labels.IsEmpty ? null : [.. labels.Select(CertifiedLabelPart.Of)];

    private static IEnumerable<CertificatePart> PartsOf(JobReport report, JobRequest request)
    {
        if (report.Certified is { } certified)
        {
            return certified.Columns.Select(column => new CertificatePart(
                column.Column,
                CertifiedDocument.WordOf(column.Verdict),
                certified.Budget.MaxError,
                certified.Budget.Confidence,
                column.LowerBound,
                column.UpperBound,
                column.Audits,
                column.AuditErrors)
            {
                Labels = LabelsOf(column.Labels),
            });
        }

        return report.Questions.IsEmpty
            ? [PartOf(request.QuestionNames, report)]
            : report.Questions.Select(question => PartOf(question.Question, question.Report));
    }

    private static CertificatePart PartOf(string question, JobReport report) => new(
        question,
        report.Certificate.Holds ? "holds" : "not-reached",
        report.Certificate.Budget.MaxError,
        report.Certificate.Budget.Confidence,
        0,
        report.Certificate.UpperBound,
        report.Certificate.Audits,
        report.Certificate.AuditErrors)
    {
        KeptRows = report.KeptRows,
        Labels = LabelsOf(report.Certificate.Labels),
    };
}
