using System.Text.Json.Nodes;
using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Api;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using LeadScout.Server.Teachers;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.Teaching;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Server.Mcp;

/// <summary>The tools about lists, as jobs of the server. Thread-safe.</summary>
internal sealed class ListJobs(
    ServerWorkspace workspace,
    ListStore lists,
    JobForecasts forecasts,
    JobService jobs,
    TeacherService teachers,
    ActivityLog activity,
    IHostApplicationLifetime life)
{
    /// <summary>What a job would ask and cost.</summary>
    public async Task<JsonNode?> EstimateAsync(AgentCall call, Func<EstimateDocument, JsonNode?> documented, CancellationToken cancellationToken) =>
        documented(new EstimateDocument(await forecasts.EstimateAsync(OrderOf(call), cancellationToken), FieldWords.Of));

    /// <summary>The price of that.</summary>
    public async Task<AgentPrice> PriceAsync(AgentCall call, Func<EstimateDocument, JsonNode?> documented, CancellationToken cancellationToken)
    {
        var order = OrderOf(call);
        var forecast = await forecasts.EstimateAsync(order, cancellationToken);
        var document = new EstimateDocument(forecast, FieldWords.Of);
        var cost = forecast.Left.Cost;
        return new AgentPrice(cost?.Expected, cost is { } known && known.Most > Money.Zero ? known.Most + RoomOf(forecast.Left.Calls.Most, known.Most) : cost?.Most, documented(document))
        {
            IsFree = teachers.ProfileOf(order.Teacher).Price is { IsFree: true },
            Order = order,
            Job = forecast.Job.Id.Value,
            Before = workspace.Service.SpentOnJob(forecast.Job.Id),
        };
    }

    /// <summary>
    /// Runs the job that was priced until it stands still; when the agent leaves it is paused, and nothing is lost. When the server ends it
    /// goes on with the next one.
    /// </summary>
    public async Task<AgentOutcome> RunAsync(
        AgentPrice price,
        Money? allowance,
        AgentBill bill,
        Caller caller,
        Func<JobStatus, JsonNode?> documented,
        IProgress<AgentProgress> progress,
        CancellationToken cancellationToken)
    {
        var id = new JobId(price.Job!);
        var view = await StartAsync(price, id, allowance, bill, caller, cancellationToken);
        activity.Record(caller, "start", price.Job!);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        try
        {
            await foreach (var now in jobs.WatchAsync(id, left.Token))
            {
                view = now;
                if (now.Progress is { } at)
                {
                    progress.Report(new AgentProgress(
                        at.DecidedRows, at.Rows, FormattableString.Invariant($"{at.DecidedRows - at.UndecidedRows} of {at.Rows} rows decided, {at.AskedTexts} texts asked")));
                }
            }

            bill.Measure(workspace.Service.SpentOnJob(id) - price.Before);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            // Whoever ends the server means to go on; calls may be out still, so that all that was held back counts.
        }
        catch (OperationCanceledException)
        {
            view = await jobs.PauseAsync(id, CancellationToken.None);
            bill.Measure(workspace.Service.SpentOnJob(id) - price.Before);
        }

        var standing = view.Standing();
        return new AgentOutcome(
            standing.Word(), standing is JobStanding.Stopped or JobStanding.TeacherUnavailable, documented(JobStatus.Of(view, withCurve: false)));
    }

    // The job takes its limit from the key's as it is kept, so that of several at once none sees as left what another has.
    private Task<JobView> StartAsync(
        AgentPrice price, JobId id, Money? allowance, AgentBill bill, Caller caller, CancellationToken cancellationToken)
    {
        var order = price.Order! with { Settings = price.Order.Settings with { MaxCost = price.Before + allowance } };
        return jobs.StartPricedAsync(order, id, caller, asks: allowance > AgentSession.Least, bill.Begin, cancellationToken);
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
        var (all, broken) = lists.Read();
        return all.FirstOrDefault(list => list.Id == named)?.Id
            ?? all.Where(list => list.Name == named).MaxBy(list => list.At)?.Id
            ?? broken.FirstOrDefault(list => list.Id == named || list.Name == named)?.Id // whoever looks for it is told what is wrong with it
            ?? throw new BadInputException(
                $"There is no list '{named}' on this server.{(all.Count == 0 ? " None was uploaded yet." : $" There is: {string.Join(", ", all.Take(20).Select(list => list.Name))}.")}");
    }

    private static double? DoubleOf(string? number) =>
        number is null ? null : double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
