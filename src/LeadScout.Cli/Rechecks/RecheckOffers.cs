using LeadScout.Answers;
using LeadScout.Application.Jobs;
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
        AddUrl(command, invocation);
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
        "classify your lists with the new teacher; each list's price: leadscout estimate LIST with the same options",
        $"leadscout classify LIST --question {Word(invocation.Questions[0])} --teacher {Word(invocation.Teacher)}{Database}",
        null);

    private async Task<OfferDocument> StartOverAsync(Job old, JobInvocation invocation, CancellationToken interrupt)
    {
        var kept = JobInvocation.Of(old);
        var list = kept.Placed(kept.Input);
        var output = Beside(kept.Placed(kept.Output ?? LeadFiles.DefaultOutput(kept.Input)), ".again");
        var again = invocation with
        {
            Input = list,
            InputFile = null,
            Output = output,
            OutputFile = null,
            WritesResult = true,
            Columns = kept.Columns,
            Reading = kept.Reading,
            Embeddings = null,
            Rechecks = null,
        };
        var forecast = await ForecastAsync(again, old.Settings, interrupt);
        var command = new List<string>
        {
            $"leadscout classify {Word(list)} --question {Word(invocation.Questions[0])} --teacher {Word(invocation.Teacher)}",
            BudgetOf(old.Settings),
        };
        AddUrl(command, invocation);
        command.AddRange(kept.Columns.Named.Select(pair => $"--column {Word($"{pair.Key}={pair.Value}")}"));
        if (kept.Columns.Lone is { } column)
        {
            command.Add($"--column {Word(column)}");
        }

        if (old.Settings.Limit is { } limit)
        {
            command.Add($"--limit {limit}");
        }

        if (forecast?.Cost is { Most: var most } && most.Dollars > 0)
        {
            command.Add($"--max-cost {(Math.Ceiling(most.Dollars * 100) / 100).ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        command.Add($"--out {Word(output)}{Database}");
        var also = kept.Reading == new LeadFileOptions() && old.Settings.Hints.IsEmpty && kept.Embeddings is null && old.Settings.LabelBudgets.IsEmpty
            ? ""
            : $"; add the other options of job {old.Id}";
        return new OfferDocument(
            "start-over",
            $"start over: classify the list anew; what was answered here is not asked again{also}",
            string.Join(' ', command),
            forecast is null ? null : ForecastDocument.Of(forecast))
        {
            Price = forecast,
        };
    }

    private async Task<Forecast?> ForecastAsync(JobInvocation again, JobSettings settings, CancellationToken interrupt)
    {
        try
        {
            var opening = new JobOpening(environment, clock, _ => { });
            var request = opening.RequestOf(again, settings with { MaxCost = null, SelfCheck = 0 });
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

    private string Database => database == CommonOptions.DefaultDatabase ? "" : $" --db {Word(database)}";

    private static string BudgetOf(JobSettings settings) =>
        $"--max-error {Numbers.Stated(settings.Budget.MaxError).Replace(" ", "", StringComparison.Ordinal)}"
        + (settings.Budget.Confidence == new JobSettings().Budget.Confidence
            ? ""
            : $" --confidence {Numbers.Stated(settings.Budget.Confidence).Replace(" ", "", StringComparison.Ordinal)}");

    private static void AddUrl(List<string> command, JobInvocation invocation)
    {
        if (invocation.TeacherUrl is { } url)
        {
            command.Add($"--teacher-url {Word(url)}");
        }
    }

    private static string Beside(string result, string instead)
    {
        const string Mark = ".labelled";
        var marked = result.Contains(Mark, StringComparison.Ordinal) ? result : LeadFiles.DefaultOutput(result);
        var at = marked.LastIndexOf(Mark, StringComparison.Ordinal);
        return marked[..at] + instead + marked[(at + Mark.Length)..];
    }

    private static string Word(string value) => CommandWords.Argument(value);
}
