using System.CommandLine;
using LeadScout.Application.Certificates;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout certificate</c>.</summary>
internal static class CertificateCommand
{
    public static Command Create(Terminal terminal) => new("certificate", "What a job has proven, as a document that can be held against the list and the log.")
    {
        Show(terminal),
        Verify(terminal),
    };

    private static Command Show(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var database = CommonOptions.Database();
        var format = Parsed.Optional("--format", "json", "The certificate is JSON in any case; with this a refusal is JSON, too", "json", Parsed.OneOf(("json", OutputFormat.Json)));
        var command = new Command(
            "show", "Write the certificate of a finished job to standard output: one JSON document, with a hash over it.") { id, database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenReadKeyless(terminal, parsed.GetRequiredValue(database));
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var document = await new JobCertificates(terminal.Environment, terminal.Clock, store).OfAsync(job, interrupt);
            terminal.Out.WriteLine(document.ToJson());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify(Terminal terminal)
    {
        var given = new Argument<string>("job") { Description = "The job's id, or the beginning of it; or a file with its certificate" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "verify", "Compute a job's bound again from its list and the log, and hold the certificate against it. Exit code 5 if anything differs; asks nobody.") { given, database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenReadKeyless(terminal, parsed.GetRequiredValue(database));
            var name = parsed.GetRequiredValue(given);
            var certificate = File.Exists(name) ? SignedCertificate.Parse(await File.ReadAllTextAsync(name, interrupt), name) : null;
            var job = await JobLookup.FindAsync(store, certificate?.Job ?? name, interrupt);
            var (differences, corrections) = await new JobCertificates(terminal.Environment, terminal.Clock, store).VerifyAsync(job, certificate, interrupt);
            var isVerified = differences.Count == 0;
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(new VerificationDocument(job.Id.Value, isVerified, differences) { Corrections = corrections }));
            }
            else
            {
                Write(terminal, job, differences);
                if (corrections is not null)
                {
                    terminal.Out.WriteLine(
                        $"Later a person has corrected {corrections.Texts.Of("text")} of the list, {corrections.Contradicted.Text()} of them otherwise than the job had it. The certificate is about the LLM and stands; with the person's word in place of the LLM's "
                        + $"at most {Numbers.Percent(corrections.UpperBound)} of the rows are wrong.");
                }
            }

            return isVerified ? ExitCode.Done : ExitCode.Refuted;
        });
        return command;
    }

    private static void Write(Terminal terminal, Job job, IReadOnlyList<CertificateDifference> differences)
    {
        var output = terminal.Out;
        if (differences.Count == 0)
        {
            output.WriteLine($"VERIFIED: the list and the log of job {job.Id} give what its certificate says.");
            return;
        }

        output.WriteLine($"NOT VERIFIED: the certificate of job {job.Id} is not what the list and the log give.");
        foreach (var difference in differences)
        {
            output.WriteLine($"  {difference.Field}: the certificate says '{difference.Certificate}', found was '{difference.Found}'");
        }

        if (job.State == JobState.Reopened)
        {
            output.WriteLine(
                $"  The job is reopened: a pattern that it leaned on was retired since, and what that decided has no proof until it is asked. Go on with it, and verify again: {terminal.Words(UserAction.ResumeJob.On(job.Id.Value))}");
        }
    }
}
