using System.Collections.Immutable;
using System.Globalization;
using LeadScout.StandIn.Faults;
using LeadScout.StandIn.Formats;
using LeadScout.Teaching.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScout.StandIn;

/// <summary>A stand-in LLM on 127.0.0.1 over real HTTP. Thread-safe.</summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Book _book;
    private readonly FaultPlan _plan;

    private StandInServer(WebApplication web, Book book, FaultPlan plan)
    {
        _web = web;
        _book = book;
        _plan = plan;
        Url = new Uri(web.Urls.First() + "/v1");
    }

    /// <summary>
    /// The address for OpenAI's format, as in <c>http://127.0.0.1:8080/v1</c>; the other formats know what to do with it.
    /// </summary>
    public Uri Url { get; }

    /// <summary>What was received and answered so far.</summary>
    public Stats Stats => _book.Stats();

    /// <summary>Every call so far, in order of arrival.</summary>
    public ImmutableArray<LoggedCall> Calls => _book.Calls();

    /// <summary>Starts a server.</summary>
    public static async Task<StandInServer> StartAsync(StandInOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var web = builder.Build();
        var book = new Book();
        var plan = new FaultPlan(options.Faults, options.Seed);
        foreach (var format in WireFormat.All)
        {
            var desk = new ChatEndpoint(format, options, new Answerer(options), plan, book, web.Lifetime.ApplicationStopping);
            web.MapPost(format.Path, desk.Serve);
            web.MapPost("/openai" + format.Path, desk.Serve); // as Azure has it
        }

        foreach (var isOllama in new[] { false, true })
        {
            var desk = new EmbeddingEndpoint(isOllama, options, plan, book, web.Lifetime.ApplicationStopping);
            web.MapPost(desk.Path, desk.Serve);
            web.MapPost("/openai" + desk.Path, desk.Serve); // as Azure has it
        }

        MapInspection(web, book, plan);
        await web.StartAsync();
        return new StandInServer(web, book, plan);
    }

    /// <summary>What is to happen to the next calls, one fault each, as in <c>"429 retry-after=1", "ok", "close"</c>.</summary>
    /// <exception cref="FormatException">No such fault.</exception>
    public void Script(params IEnumerable<string> faults) => _plan.Script(faults.Select(Fault.Parse).ToList());

    /// <summary>Waits until the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellation) => _web.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static void MapInspection(WebApplication web, Book book, FaultPlan plan)
    {
        web.MapGet("/stats", (HttpContext http) => http.Response.WriteAsJsonAsync(book.Stats()));
        web.MapGet(
            "/log",
            (HttpContext http) => http.Response.WriteAsJsonAsync(book.Calls().Select(call => new { call.Path, call.Items, call.Outcome })));
        web.MapPost("/reset", (HttpContext http) =>
        {
            book.Reset();
            plan.Reset();
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        web.MapPost("/script", async (HttpContext http) =>
        {
            try
            {
                plan.Script([.. (await http.Request.ReadFromJsonAsync<string[]>() ?? []).Select(Fault.Parse)]);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsync(e.Message);
            }
        });
    }
}
