using LeadScout.Application.Reports;
using LeadScout.Forecasts;
using LeadScout.Jobs.Reporting;
using LeadScout.Server.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Server.Dashboard.Lists;

/// <summary>What a job will probably take, as people say it: always an interval where it is one.</summary>
internal static class ForecastWording
{
    /// <summary>As in <c>$0.10 – $0.25</c>.</summary>
    public static string Money(JobForecast forecast) => forecast.Left.Cost switch
    {
        null => "price unknown",
        { Most: var most } when most == Teaching.Money.Zero => "nothing to pay",
        { IsExact: true, Most: var most } => most.ToString(),
        { } range => $"{range.Least} – {range.Most}",
    };

    /// <summary>As in <c>40 s – 2:10 min</c>; "" where nobody knows how long a reply takes.</summary>
    public static string Time(JobForecast forecast, ReplyTime? reply) => reply is null ? ""
        : forecast.DurationAt(reply.Time) is { Most.TotalSeconds: >= 0.05 } range ? range.IsExact ? range.Most.Text() : $"{range.Least.Text()} – {range.Most.Text()}"
        : "no time";

    /// <summary>As in <c>300 – 420 texts to ask</c>.</summary>
    public static string Asks(JobForecast forecast) => forecast.Left.Asks is { IsExact: true, Most: var most }
        ? $"{most.Of("text")} to ask"
        : $"{forecast.Left.Asks.Least.Text()} – {forecast.Left.Asks.Most.Of("text")} to ask";

    /// <summary>Why the spending limit may end the job before it is done; null where it will not.</summary>
    public static (string Title, string Text)? Shortfall(JobForecast forecast, Money? limit)
    {
        if (limit is not { } most || forecast.Left.Cost is not { } cost || most >= cost.Most)
        {
            return null;
        }

        var title = most < cost.Least ? "The spending limit will not be enough."
            : most < cost.Expected ? "The spending limit will probably not be enough."
            : "The spending limit may not be enough.";
        return (title, $"It is {most}, and the forecast is {Money(forecast)}. Where it is reached the job stops: what is decided is kept and written, the rest has no label, and nothing is proven. It can go on with a higher limit.");
    }
}
