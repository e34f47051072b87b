using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Rechecks;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout recheck</c>: how much would a new teacher, or the question in new words, decide otherwise?</summary>
internal static class RecheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var named = new Argument<string?>("job") { Description = "The finished job, by its id or the beginning of it", Arity = ArgumentArity.ZeroOrOne };
        var (options, certify) = (new JobOptions(), new CertifyOptions());
        var audit = new AuditCommand(terminal, options, certify);
        var command = new Command(
            "recheck",
            "Say how much a new LLM, or the question in new words, would decide otherwise: draw rows of old decisions by lot and ask until it is proven that at most --max-error would change (exit code 0), or that more would (exit code 5). Then offer what can be done, with the price.") { named };
        certify.AddToRecheck(command);
        options.AddToRecheck(command);
        audit.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var (told, fix) = (audit.Told(parsed), audit.Fix(parsed));
            using var store = audit.OpenStore(parsed);
            using var folder = SpoolFolder.Create();
            var (old, invocation) = await OpenAsync(store, folder.Path, parsed, (parsed.GetValue(named), options, fix), told, interrupt);
            using var streams = old.InputFile is null ? await StandardStreams.OpenAsync(invocation, terminal, interrupt) : null;
            invocation = streams?.Invocation ?? invocation;
            audit.Claim(parsed, invocation);
            var settings = options.SettingsOf(parsed) with { Certify = certify.OfRecheck(parsed, old.Column) };
            EnsureNew(old, invocation, settings, told);
            return await audit.RunAsync(parsed, store, invocation, settings, streams, interrupt);
        });
        return command;
    }

    private static async Task<(OldDecisions Old, JobInvocation Invocation)> OpenAsync(
        IDatabase store,
        string folder,
        ParseResult parsed,
        (string? Job, JobOptions Options, string? Fix) said,
        Terminal told,
        CancellationToken interrupt)
    {
        var (questions, db) = (said.Options.QuestionsOf(parsed), OptionWords.Database(told.Database.Name));
        if (questions.Count > 1 || (said.Job is null && questions.Count == 0) || (said.Job is null && said.Fix is not null))
        {
            throw new BadInputException(
                questions.Count > 1 ? "Old decisions are put to the proof under one question at a time. Give one --question."
                : said.Job is null && questions.Count == 0 ? $"Which decisions? Name a finished job (all: leadscout jobs list{db}), or with --question whose answers in the log are meant."
                : $"--fix writes a job's result, and no job was named. Name it: leadscout recheck JOB --teacher ... --fix FILE{db}.");
        }

        OldDecisions old;
        JobInvocation invocation;
        if (said.Job is { } id)
        {
            var job = await JobLookup.FindAsync(store, id, interrupt);
            var asked = questions is [var only] ? only : null;
            old = await new JobDecisions(told, store).OpenAsync(job, asked, interrupt);
            invocation = said.Options.InvocationOf(parsed, old.Input, old.Invocation, told) with { Reading = old.Invocation!.Reading };
        }
        else
        {
            invocation = said.Options.InvocationOf(parsed, JobInvocation.Stream, told);
            old = await LogDecisions.OpenAsync(store, questions[0], NameOf(invocation, told), folder, told.Database.Name, interrupt);
            invocation = invocation with { Reading = new LeadFileOptions { Format = "csv", Delimiter = ',', Quote = '"', HeaderRow = 1 } };
        }

        return (old, invocation with
        {
            InputFile = old.InputFile,
            Questions = [old.Asked],
            Columns = old.Columns,
            Output = said.Fix,
            WritesResult = said.Fix is not null,
            Rechecks = old.Job?.Value ?? JobInvocation.Answers,
        });
    }

    private static void EnsureNew(OldDecisions old, JobInvocation invocation, JobSettings settings, Terminal told)
    {
        var opening = new JobOpening(told.Environment, told.Clock, _ => { });
        var questions = opening.RequestOf(invocation.ToLook(), settings).Questions;
        var teacher = opening.ProfileOf(invocation.ToLook(), questions).Name;
        old.EnsureSomethingIsNew(teacher, questions[0].Version, told.Database.Name);
        var whose = old.Job is { } job ? $"job {job} decided by {old.Teacher}" : $"the log has from {old.Teacher ?? "several LLMs"}";
        if (old.IsAsFound)
        {
            told.Say($"The question's file was reworded since job {old.Job} ran, so its result can't be made again and compared: '{old.Input}' is taken as it is. Rows with a label that the question does not have now are left out.");
        }

        told.Say($"Put to the proof: what {whose}{(questions[0].Version == old.Question ? "" : ", in new words")}. {teacher} is asked about rows drawn by lot.");
    }

    private static string NameOf(JobInvocation invocation, Terminal told) =>
        new JobOpening(told.Environment, told.Clock, _ => { }).ProfileOf(invocation.ToLook(), []).Name;
}
