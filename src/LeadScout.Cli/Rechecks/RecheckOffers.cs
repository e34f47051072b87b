using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Rechecks;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Rechecks;

/// <summary>What can be done once it is known how much a new teacher or a new wording moves: each with its price, ready to be typed.</summary>
internal sealed class RecheckOffers(Func<string, string?> environment, TimeProvider clock, IDatabase store, string database)
{
    /// <summary>The offers for a job over old decisions, as it stands.</summary>
    public async Task<RecheckDocument> OfAsync(Job job, JobInvocation invocation, CancellationToken interrupt)
    {
        var old = invocation.Rechecks != JobInvocation.Answers
            ? await store.FindAsync(new JobId(invocation.Rechecks!), interrupt)
            : null;
        var offers = new List<OfferDocument> { Keep(job) };
        if (old is not null && job.Report?.Certified is { } certified && certified.Columns.Any(column => column.WrongRows > 0)
            && invocation.Output is null && invocation.AnswersUnder.Length == 0)
        {
            offers.Add(Correct(job, invocation, old));
        }

        if (old is not null && invocation.AnswersUnder.Length == 0 && await ReopenAsync(job, old, invocation, interrupt) is { } reopen)
        {
            offers.Add(reopen);
        }

        offers.Add(old is null ? StartOver(invocation) : await StartOverAsync(old, invocation, interrupt));
        return new RecheckDocument(old?.Id.Value, old?.Teacher, job.Teacher, invocation.Questions[0], [.. offers]);
    }

    private static OfferDocument Keep(Job job) => new(
        "keep",
        job.Report?.Certified?.Verdict switch
        {
            ErrorVerdict.Proven => "keep the old decisions: what would change is proven to be within what was allowed",
            ErrorVerdict.Refuted => "keep the old decisions all the same: more would change than was allowed",
            _ => "keep the old decisions: how much would change is not known yet",
        },
        null,
        null);

    private OfferDocument Correct(Job job, JobInvocation invocation, Job old)
    {
        var (settings, usual) = (job.Settings, new JobSettings());
        var result = old.Invocation.GetValueOrDefault("output") ?? LeadFiles.DefaultOutput(old.InputName);
        var command = new List<string>
        {
            $"leadscout recheck {old.Id} --question {Word(invocation.Questions[0])} --teacher {Word(invocation.Teacher)}", BudgetOf(settings),
        };
        command.AddRange(OptionWords.Asking(invocation));
        Add(settings.Seed != usual.Seed, $"--seed {settings.Seed}");
        Add(settings.RowsPerCall != usual.RowsPerCall, $"--rows-per-call {settings.RowsPerCall}");
        Add(settings.Concurrency != JobSettings.AutoConcurrency, $"--concurrency {settings.Concurrency}");
        Add(true, $"--fix {Word(Beside(result, ".corrected"))}{Database}");
        return new OfferDocument(
            "correct", "correct what was found and no more, beside the old decisions; asks nothing", string.Join(' ', command), null);

        void Add(bool isSaid, string words)
        {
            if (isSaid)
            {
                command.Add(words);
            }
        }
    }

    private OfferDocument StartOver(JobInvocation invocation) => new(
        "start-over",
        $"classify your lists with the new LLM; each list's price: leadscout estimate LIST{Database} with the same options",
        $"leadscout classify LIST --question {Word(invocation.Questions[0])} --teacher {string.Join(' ', [Word(invocation.Teacher), .. OptionWords.Asking(invocation)])}{Database}",
        null);

    private async Task<OfferDocument> StartOverAsync(Job old, JobInvocation invocation, CancellationToken interrupt)
    {
        var kept = JobInvocation.Of(old);
        var list = kept.Placed(kept.Input);
        var settings = old.Settings;
        var again = Again(invocation, kept, list, Beside(ResultOf(kept), ".again"));
        var forecast = await ForecastAsync(again, settings, interrupt);
        return new OfferDocument(
            "start-over",
            "start over: classify the list anew; what was answered here is not asked again",
            CommandOf(again, settings, forecast),
            forecast is null ? null : ForecastDocument.Of(forecast))
        {
            Price = forecast,
        };
    }

    /// <summary>Decides anew what had a label that moved, and keeps the others.</summary>
    private async Task<OfferDocument?> ReopenAsync(Job job, Job old, JobInvocation invocation, CancellationToken interrupt)
    {
        var kept = JobInvocation.Of(old);
        var result = ResultOf(kept);
        if (job.Report?.Certified?.Columns[0] is not { } column || MovedLabels.Of(column, job.Settings.Budget) is not { Length: > 0 } moved
            || !File.Exists(result))
        {
            return null;
        }

        var again = Again(invocation, kept, result, Beside(result, ".reopened")) with { Columns = invocation.Columns };
        var settings = old.Settings with
        {
            Keep = new KeepSettings(column.Column) { Reopen = moved },
            OutColumns = ImmutableSortedDictionary<string, string>.Empty.Add(NameOf(again), FreeColumn(column.Column, result, kept.Reading)),
        };
        var forecast = await ForecastAsync(again, settings, interrupt);
        return new OfferDocument(
            "reopen",
            $"decide anew what leans on the {(moved.Length == 1 ? "label" : "labels")} that moved ({string.Join(", ", moved)}), and keep the others: of their {MovedLabels.RowsKept(column, moved).Of("row")} at most {MovedLabels.MostChangesKept(column, moved).Text()} would change, by the lines above",
            CommandOf(again, settings, forecast),
            forecast is null ? null : ForecastDocument.Of(forecast))
        {
            Price = forecast,
        };
    }

    private static JobInvocation Again(JobInvocation invocation, JobInvocation kept, string list, string output) => invocation with
    {
        Input = list,
        InputFile = null,
        Output = output,
        OutputFile = null,
        WritesResult = true,
        Columns = kept.Columns,
        Reading = kept.Reading,
        Embeddings = kept.Embeddings,
        Rechecks = null,
    };

    private static string ResultOf(JobInvocation kept) => kept.Placed(kept.Output ?? LeadFiles.DefaultOutput(kept.Input));

    private static string NameOf(JobInvocation invocation) =>
        BuiltInQuestions.Resolve(BuiltInQuestions.Names.Contains(invocation.Questions[0]) ? invocation.Questions[0] : invocation.Placed(invocation.Questions[0])).Question.Name;

    private static string FreeColumn(string column, string result, LeadFileOptions reading)
    {
        using var reader = LeadFiles.At(result, options: reading).Open();
        return LeadFiles.FreeColumn(column, reader.Columns);
    }

    private string CommandOf(JobInvocation again, JobSettings settings, Forecast? forecast)
    {
        var command = new List<string>
        {
            $"leadscout classify {Word(again.Input)} --question {Word(again.Questions[0])} --teacher {Word(again.Teacher)}",
            BudgetOf(settings),
        };
        command.AddRange(OptionWords.Asking(again));
        command.AddRange(OptionWords.Reading(again));
        command.AddRange(again.Columns.Named.Select(pair => $"--column {Word($"{pair.Key}={pair.Value}")}"));
        if (again.Columns.Lone is { } column)
        {
            command.Add($"--column {Word(column)}");
        }

        if (settings.Keep is { } keep)
        {
            command.Add($"--keep {Word(keep.Column)}");
            command.AddRange(keep.Reopen.Select(label => $"--reopen {Word(label)}"));
        }

        command.AddRange(settings.OutColumns.Values.Select(name => $"--out-column {Word(name)}"));
        command.AddRange(OptionWords.Settings(settings));
        command.AddRange(OptionWords.Embeddings(again));
        if (forecast?.Cost is { Most: var most } && most.Dollars > 0)
        {
            command.Add($"--max-cost {(Math.Ceiling(most.Dollars * 100) / 100).ToString(CultureInfo.InvariantCulture)}");
        }

        command.Add($"--out {Word(again.Output!)}{Database}");
        return string.Join(' ', command);
    }

    private async Task<Forecast?> ForecastAsync(JobInvocation again, JobSettings settings, CancellationToken interrupt)
    {
        try
        {
            var opening = new JobOpening(environment, clock, _ => { });
            var request = opening.RequestOf(again, settings with { MaxCost = null, SelfCheck = 0, AloneCheck = 0 });
            var forecast = await new JobRunner(store, new RetryPolicy(), clock).ForecastAsync(
                request,
                opening.ProfileOf(again, request.Questions),
                opening.SecondProfileOf(again, request.Questions),
                null,
                interrupt);
            return forecast.Left;
        }
        catch (BadInputException)
        {
            return null; // the list has gone since: what it would cost is not known
        }
    }

    private string Database => OptionWords.Database(database);

    private static string BudgetOf(JobSettings settings) =>
        $"--max-error {Numbers.Stated(settings.Budget.MaxError).Replace(" ", "", StringComparison.Ordinal)}"
        + (settings.Budget.Confidence == new JobSettings().Budget.Confidence
            ? ""
            : $" --confidence {Numbers.Stated(settings.Budget.Confidence).Replace(" ", "", StringComparison.Ordinal)}")
        + string.Concat(settings.LabelBudgets.Select(ByLabel));

    private static string ByLabel(LabelBudget budget) =>
        (budget.MaxError is { } error ? $" --max-error {Word($"{budget.Label}={Exact(error)}")}" : "")
        + (budget.MinRecall is { } recall ? $" --min-recall {Word($"{budget.Label}={Exact(recall)}")}" : "");

    private static string Exact(double share) => share.ToString(CultureInfo.InvariantCulture);

    private static string Beside(string result, string instead)
    {
        const string Mark = ".labelled";
        var marked = result.Contains(Mark, StringComparison.Ordinal) ? result : LeadFiles.DefaultOutput(result);
        var at = marked.LastIndexOf(Mark, StringComparison.Ordinal);
        return marked[..at] + instead + marked[(at + Mark.Length)..];
    }

    private static string Word(string value) => CommandWords.Argument(value);
}
