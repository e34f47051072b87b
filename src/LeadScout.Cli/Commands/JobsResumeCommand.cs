using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs resume</c>: the same command again, without having to remember it.</summary>
internal static class JobsResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var (options, prices, secondPrices, teacherSettings) = (
            new JobOptions(), new PriceOptions(), PriceOptions.OfSecond(), new TeacherSettingOptions(isResume: true));
        var (maxCost, retryFailed) = (options.MaxCost, options.RetryFailed);
        var (teachersFile, database) = (CommonOptions.TeachersFile(), CommonOptions.Database());
        var (format, quiet, maxAudits) = (CommonOptions.Format(), CommonOptions.Quiet(), CertifyOptions.MaxAudits());
        var command = new Command(
            "resume",
            "Go on with a job that was interrupted, ran out of money, lost its LLM or was reopened.") { id, maxCost, maxAudits, retryFailed, teachersFile, database, format, quiet };
        teacherSettings.AddTo(command);
        prices.AddTo(command);
        secondPrices.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var told = parsed.GetValue(quiet) ? terminal.Quiet() : terminal;

            // A relative name would mean another file once it goes to the job's folder.
            var path = Databases.FullName(parsed.GetRequiredValue(database));
            using var store = Databases.Open(told, parsed.GetRequiredValue(database));
            await Retention.ApplyAsync(store, null, terminal.Clock, told.Say, interrupt);
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var (stated, statedOfSecond) = (prices.Of(parsed), secondPrices.Of(parsed));
            var kept = JobInvocation.Of(job);
            var known = parsed.GetValue(teachersFile) is { } file ? TeacherChoice.Again(file, kept) : kept;
            var invocation = known with
            {
                Prices = stated.IsAny ? stated : known.Prices,
                TeacherSettings = teacherSettings.Of(parsed).Over(known.TeacherSettings),
                EscalatePrices = statedOfSecond.IsAny ? statedOfSecond : kept.EscalatePrices,
            };
            GoTo(invocation.Folder, job, told);
            _ = invocation.InputPath; // a list that came from standard input is gone
            using var streams = await StandardStreams.OpenAsync(invocation, terminal, interrupt);
            invocation = streams?.Invocation ?? invocation;
            var isJson = parsed.GetValue(format) == OutputFormat.Json;
            StandardStreams.CheckOutput(invocation, isJson);
            JobFiles.Claim(FileClaims.WithStreams(), invocation, path);
            var settings = parsed.GetValue(maxCost) is { } most ? job.Settings with { MaxCost = most } : job.Settings;
            settings = parsed.GetValue(maxAudits) is { } audits && settings.Certify is { } certify
                ? settings with { Certify = certify with { MaxAudits = audits } }
                : settings;
            var session = new JobSession(
                told,
                isJson ? OutputFormat.Json : OutputFormat.Text,
                parsed.GetRequiredValue(database))
            {
                RetryFailed = parsed.GetValue(retryFailed),
                Resumes = job.Id,
                ResultOnOut = invocation.Output == JobInvocation.Stream
            };
            var exitCode = await session.RunAsync(store, invocation, settings, interrupt);
            await (streams?.SendAsync(terminal) ?? Task.CompletedTask);
            return exitCode;
        });
        return command;

        static void GoTo(string folder, Job job, Terminal told)
        {
            if (!Directory.Exists(folder))
            {
                throw new BadInputException(
                    $"Job {job.Id} was started in {folder}, which is not there any more. Put it back, or give the classify command again.");
            }

            if (folder != Environment.CurrentDirectory)
            {
                told.Error.WriteLine($"Going on in {folder}, where the job was started.");
                Environment.CurrentDirectory = folder;
            }
        }
    }
}
