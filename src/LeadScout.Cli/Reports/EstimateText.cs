using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Reporting;
using LeadScout.Teaching;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>estimate</c> says, for a person.</summary>
internal static class EstimateText
{
    public static void Write(IAnsiConsole console, JobForecast forecast)
    {
        var (left, facts) = (
            forecast.Left, new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn());
        Add("list", $"{forecast.Rows.Of("row")}, {forecast.DistinctTexts.Of("distinct text")}{(forecast.BlankRows > 0 ? $", {forecast.BlankRows.Of("row")} without a text" : "")}");
        Add("known", KnownOf(forecast));
        if (forecast.AskedTexts > 0)
        {
            Add("asked so far", $"{forecast.AskedTexts.Of("text")} in {forecast.Calls.Of("call")}{(MoneyOf(forecast.Spent) is { } spent ? ", " + spent : "")}{(MoneyOf(forecast.PossiblyBilled) is { } possibly ? $" and {possibly} possibly billed" : "")}{(forecast.ProbedTexts > 0 ? $"; {forecast.ProbedTexts.Text()} of them just now" : "")}");
        }

        Add("to ask", $"{ForecastText.Of(left.Asks, "text")} in {ForecastText.Of(left.Calls, "call")}{Expected(left)}");
        Add("by label", left.AsksForLabels > 0 ? $"about {left.AsksForLabels.Of("text")} of these for the budgets by label" : null);
        Add("", ForecastText.Trust(left));
        Add("tokens", $"{ForecastText.Of(left.InputTokens, "token")} in, {ForecastText.Of(left.OutputTokens, "token")} out");
        Add("embedding", forecast.Findings.Embedding is { SentTo: not null } embedding
            ? $"{embedding.Texts.Of("text")} sent to {embedding.SentTo}, {embedding.Tokens.Of("token")}, {(embedding.Cost is { } price ? EmbeddingText.About(price) + ", counted in the cost" : "price unknown")}"
            : null);
        Add("thinking", left.Calls.Most == 0 ? null : ForecastText.Thinking(left.Thinking));
        Add("cost", left.Cost is null ? "unknown (no price for this model)" : ForecastText.Of(left.Cost) ?? "nothing");
        Add("limit", LimitOf(forecast));
        Add("not counted", ChecksText.Of(forecast.Job.Settings, "--self-check", "--alone-check"));
        Add("row by row", forecast.RowByRowCost is { } rows && rows > Money.Zero ? $"{rows}, a call for each of the {forecast.AskableRows.Of("row")}{(forecast.AskableRows < forecast.Rows ? " with a text" : "")}" : null);
        var notAgain = forecast.AskedTexts > 0 ? "; what was asked before is not asked again" : "";
        Add("next", left.Asks.Most == 0
            ? "classify with the same options asks nothing: it only writes the result"
            : left.Basis == ForecastBasis.Audits
            ? "the same command without --estimate" + notAgain
            : "the same options with classify" + notAgain);
        console.Write(facts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                facts.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
            }
        }
    }

    /// <summary>Whether the spending limit is enough; null without one, or where the price is unknown.</summary>
    private static string? LimitOf(JobForecast forecast)
    {
        if (forecast.Job.Settings.MaxCost is not { } limit || forecast.Left is not { Cost: { } cost, Asks.Most: > 0 } || cost.Most == Money.Zero)
        {
            return null;
        }

        var spent = (forecast.Spent ?? Money.Zero) + forecast.PossiblyBilled;
        return forecast.CallCeiling is { } ceiling && spent + ceiling > limit
            ? $"{limit} lets nothing be asked: the next call could cost up to about {ceiling}{(spent > Money.Zero ? $", beside the {spent} so far" : "")}. Give at least --max-cost {EnoughText.Of(spent + ceiling)}"
            : spent + cost.Least > limit ? $"{limit} will stop the job before it is done, by this forecast"
            : spent + cost.Most > limit ? $"{limit} may stop the job before it is done, by this forecast"
            : $"{limit} is enough, by this forecast";
    }

    private static string Expected(Forecast left) => left.Asks.IsExact || left.NeedsProbe ? "" : $"; most likely {left.Asks.Expected.Of("text")}";

    private static string? MoneyOf(Money? money) => money is { } spent && spent > Money.Zero ? spent.ToString() : null;

    private static string KnownOf(JobForecast forecast) => forecast.KnownTexts.IsEmpty
        ? "nothing yet"
        : string.Join(", ", forecast.KnownTexts.Select(pair => $"{pair.Value.Of("text")} {ByWhom(pair.Key)}"));

    private static string ByWhom(DecisionSource source) => source switch
    {
        DecisionSource.Person => "by a person's answer",
        DecisionSource.Rule => "by a rule",
        _ => "by an earlier answer",
    };
}
