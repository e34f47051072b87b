using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using LeadScout.Cli.Terminals;
using LeadScout.Server.Clustering;
using LeadScout.StandIn;
using LeadScout.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a command sends to a collector on this machine, over real HTTP, and that no text of a lead is in it.</summary>
public sealed partial class TelemetryTests
{
    private const string Mark = "Quarzschleifer";

    [Fact]
    public async Task A_job_sends_its_spans_meters_and_logs_and_no_text()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var folder = new Folder();

        var exitCode = await ClassifyAsync(folder, server, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_SERVICE_NAME", "my-leads"), ("OTEL_RESOURCE_ATTRIBUTES", "team=revops"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=quiet"));

        Assert.Equal(ExitCode.Done, exitCode);
        var traces = collector.Received("/v1/traces");
        foreach (var said in (string[])["leadscout.command", "leadscout.job", "leadscout.batch", "chat", "gen_ai.request.model", "gen_ai.usage.input_tokens", "gen_ai.operation.name", "my-leads", "revops", "service.version", "leadscout.texts.asked"])
        {
            Assert.Contains(said, traces, StringComparison.Ordinal);
        }

        foreach (var meter in (string[])["leadscout.calls", "leadscout.cost", "gen_ai.client.token.usage", "gen_ai.client.operation.duration"])
        {
            Assert.Contains(meter, collector.Received("/v1/metrics"), StringComparison.Ordinal);
        }

        Assert.Contains("ended with exit code", collector.Received("/v1/logs"), StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, traces + collector.Received("/v1/metrics") + collector.Received("/v1/logs"), StringComparison.OrdinalIgnoreCase);
        Assert.All(collector.Tenants, tenant => Assert.Equal("quiet", tenant));
    }

    [Theory]
    [InlineData("/v1/metrics /v1/logs", "OTEL_TRACES_EXPORTER=none")]
    [InlineData("/v1/traces", "OTEL_METRICS_EXPORTER=none", "OTEL_LOGS_EXPORTER=none")]
    [InlineData("", "OTEL_SDK_DISABLED=true")]
    public async Task What_is_not_wanted_is_not_sent(string paths, params string[] more)
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var folder = new Folder();

        await ClassifyAsync(folder, server, [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), .. more.Select(one => (one.Split('=')[0], one.Split('=')[1]))]);

        Assert.Equal(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), collector.Paths);
    }

    [Fact]
    public async Task A_signal_may_have_an_address_of_its_own()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var folder = new Folder();

        await ClassifyAsync(folder, server, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.Url + "/elsewhere"));

        Assert.Equal(["/elsewhere"], collector.Paths);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_changes_nothing()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var folder = new Folder();

        Assert.Equal(ExitCode.Done, await ClassifyAsync(folder, server, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "500")));
    }

    [Fact]
    public void The_dashboard_shows_every_meter_and_none_that_there_is_not()
    {
        var dashboard = File.ReadAllText(Repository.Find("docs/grafana-leadscout.json"));
        using var parsed = System.Text.Json.JsonDocument.Parse(dashboard);
        var meters = new List<string>();
        using (var listener = new MeterListener { InstrumentPublished = (meter, _) => { if (meter.Meter.Name == Instruments.Name) { meters.Add(meter.Name.Replace('.', '_') + "_total"); } } })
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Instruments).TypeHandle);
            listener.Start();
        }

        var shown = Meter().Matches(dashboard).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(meters.Distinct().Order(StringComparer.Ordinal), shown);
        var tags = File.ReadAllText(Repository.Find("src/LeadScout/Telemetry/Instruments.cs"));
        foreach (Match label in Label().Matches(dashboard))
        {
            Assert.Contains($"\"{label.Value.Replace('_', '.')}\"", tags, StringComparison.Ordinal);
        }

        foreach (var meter in meters)
        {
            Assert.Contains(meter[..^"_total".Length].Replace('_', '.'), File.ReadAllText(Repository.Find("docs/server.md")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_dashboard_and_the_documents_have_every_gauge_of_a_cluster_and_none_that_there_is_not()
    {
        var shown = Gauge().Matches(File.ReadAllText(Repository.Find("docs/grafana-leadscout.json"))).Select(match => match.Value).Distinct();
        var described = File.ReadAllText(Repository.Find("docs/telemetry.md"));

        Assert.Equal(ClusterMeters.Names.Select(name => name.Replace('.', '_')).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.All(ClusterMeters.Names, name => Assert.Contains($"`{name}`", described, StringComparison.Ordinal));
    }

    private static Task<int> ClassifyAsync(Folder folder, StandInServer server, params (string Name, string Value)[] variables)
    {
        var list = folder.Write("leads.csv", $"Job Title\n{Mark}\n{Mark} Senior\nCFO\n");
        var environment = variables.Append(("OPENAI_API_KEY", "sk-x")).Append(("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))
            .ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, environment.GetValueOrDefault);
        string[] args =
        [
            "classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1",
            "--price-out", "4", "--db", folder["t.db"],
        ];
        return CommandTelemetry.RunAsync(args, terminal, () => CommandLineApp.RunAsync(args, terminal, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("leadscout_[a-z_]*_total|leadscout_[a-z]*_total")]
    private static partial Regex Meter();

    [GeneratedRegex("leadscout_(cluster|permits)_[a-z]+")]
    private static partial Regex Gauge();

    [GeneratedRegex("leadscout_(question|source|teacher|state|billing|verdict)\\b")]
    private static partial Regex Label();

    /// <summary>Takes what is sent, as a collector does, and keeps the bytes.</summary>
    private sealed class Collector(WebApplication web) : IAsyncDisposable
    {
        private readonly ConcurrentBag<(string Path, string Body, string Tenant)> _all = [];

        public string Url => web.Urls.First();

        public IEnumerable<string> Paths => _all.Select(one => one.Path).Distinct().Order(StringComparer.Ordinal);

        public IEnumerable<string> Tenants => _all.Select(one => one.Tenant);

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Services.AddRoutingCore();
            var web = builder.Build();
            var collector = new Collector(web);
            web.MapPost("/{**path}", collector.TakeAsync);
            await web.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public string Received(string path) => string.Concat(_all.Where(one => one.Path == path).Select(one => one.Body));

        public async ValueTask DisposeAsync() => await web.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            _all.Add((http.Request.Path.Value!, Encoding.UTF8.GetString(body.ToArray()), http.Request.Headers["x-tenant"].ToString()));
        }
    }
}
