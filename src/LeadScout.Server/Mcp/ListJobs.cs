using System.Text.Json.Nodes;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Api;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>The tools about lists, as jobs of the server. Thread-safe.</summary>
internal sealed class ListJobs(
    ServerWorkspace workspace, ListStore lists, JobForecasts forecasts, JobService jobs, KeySpending spending, ActivityLog activity)
{
    /// <summary>What a job would ask and cost.</summary>
    public async Task<JsonNode?> EstimateAsync(AgentCall call, Func<EstimateDocument, JsonNode?> documented, CancellationToken cancellationToken) =>
        documented(new EstimateDocument(await forecasts.EstimateAsync(OrderOf(call), cancellationToken), FieldWords.Of));

    /// <summary>The price of that.</summary>
    public async Task<AgentPrice> PriceAsync(AgentCall call, Func<EstimateDocument, JsonNode?> documented, CancellationToken cancellationToken)
    {
        var forecast = await forecasts.EstimateAsync(OrderOf(call), cancellationToken);
        var document = new EstimateDocument(forecast, FieldWords.Of);
        var cost = forecast.Left.Cost;
        return new AgentPrice(cost?.Expected, cost is { } known && known.Most > Money.Zero ? known.Most + RoomOf(forecast.Left.Calls.Most, known.Most) : cost?.Most, documented(document))
        {
            IsFree = forecast.RowByRowCost == Money.Zero && cost?.Most == Money.Zero,
            Job = forecast.Job.Id.Value,
            Before = workspace.Service.SpentOnJob(forecast.Job.Id),
        };
    }

    /// <summary>Runs the job until it stands still; when the agent leaves it is paused, and nothing is lost.</summary>
    public async Task<AgentOutcome> RunAsync(
        AgentCall call,
        AgentPrice price,
        Money? allowance,
        Caller caller,
        Func<JobStatus, JsonNode?> documented,
        IProgress<AgentProgress> progress,
        CancellationToken cancellationToken)
    {
        var order = OrderOf(call);
        order = order with { Settings = order.Settings with { MaxCost = spending.LimitOf(caller, allowance is { } most ? price.Before + most : null) } };
        var view = await jobs.CreateAsync(order, caller, cancellationToken);
        activity.Record(caller, "start", view.Job.Id.Value);
        try
        {
            await foreach (var now in jobs.WatchAsync(view.Job.Id, cancellationToken))
            {
                view = now;
                if (now.Progress is { } at)
                {
                    progress.Report(new AgentProgress(
                        at.DecidedRows, at.Rows, FormattableString.Invariant($"{at.DecidedRows} of {at.Rows} rows decided, {at.AskedTexts} texts asked")));
                }
            }
        }
        catch (OperationCanceledException)
        {
            view = await jobs.PauseAsync(view.Job.Id, CancellationToken.None);
        }

        var standing = view.Standing();
        return new AgentOutcome(
            standing.Word(),
            standing is JobStanding.Stopped or JobStanding.TeacherUnavailable,
            documented(JobStatus.Of(view, withCurve: false)),
            workspace.Service.SpentOnJob(view.Job.Id) - price.Before);
    }

    // A call goes out only if all that it might cost is left: twice a call of the dearest forecast, and no less than a cent.
    private static Money RoomOf(long calls, Money most) =>
        Money.OfDollars(Math.Max(0.01m, 2 * most.Dollars / Math.Max(1, calls)));

    private JobOrder OrderOf(AgentCall call)
    {
        var said = call.Arguments;
        return new JobSubmission
        {
            List = ListOf(said.Required("list")),
            Question = said.Required("question"),
            Column = said.Text("column"),
            MaxError = DoubleOf(said.Number("max_error")),
            Confidence = DoubleOf(said.Number("confidence")),
            Limit = said.Count("limit"),
            LabelColumns = said.Text("label_column") is { } column ? [column] : null,
        }.Order();
    }

    private string ListOf(string named)
    {
        var all = lists.All();
        return all.FirstOrDefault(list => list.Id == named)?.Id
            ?? all.Where(list => list.Name == named).MaxBy(list => list.At)?.Id
            ?? throw new BadInputException(
                $"There is no list '{named}' on this server.{(all.Count == 0 ? " None was uploaded yet." : $" There is: {string.Join(", ", all.Take(20).Select(list => list.Name))}.")}");
    }

    private static double? DoubleOf(string? number) =>
        number is null ? null : double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
