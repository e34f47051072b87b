using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScout.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>The server inside somebody's own app, over real HTTP.</summary>
public sealed class MountedServerTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = AppWith(Options);
        await _app.StartAsync(Gone);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_api_answers_below_its_path_and_names_addresses_there()
    {
        var questions = await _client.GetFromJsonAsync<JsonElement>("/leads/api/v1/questions", Gone);
        Assert.Contains("department", questions.GetRawText(), StringComparison.Ordinal);

        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(Samples.Leads, Gone));
        using var uploaded = await _client.PostAsync("/leads/api/v1/lists?name=leads.csv", body, Gone);
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.StartsWith("/leads/api/v1/lists/", uploaded.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var again = await _client.GetAsync(uploaded.Headers.Location, Gone);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_single_text_is_classified()
    {
        using var response = await _client.PostAsJsonAsync("/leads/api/v1/classify", new { question = "department", text = "Sales Manager" }, Gone);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"Sales\"", await response.Content.ReadAsStringAsync(Gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_finds_its_parts_below_the_path()
    {
        var page = await _client.GetStringAsync("/leads/", Gone);
        Assert.Contains("<base href=\"/leads/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("=\"/_", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_below_the_path_are_problems_of_LeadScout()
    {
        using var response = await _client.GetAsync("/leads/api/v1/jobs/00000000000a", Gone);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Nothing_else_of_the_app_changes()
    {
        using var own = await _client.GetAsync("/", Gone);
        Assert.Equal("the app's own", await own.Content.ReadAsStringAsync(Gone));
        Assert.False(own.Headers.Contains("X-Frame-Options"));
        using var foreign = await _client.GetAsync("/api/v1/questions", Gone);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var asItWas = await _client.PostAsJsonAsync("/echo", new { a = 1 }, Gone);
        Assert.Equal(HttpStatusCode.OK, asItWas.StatusCode);
    }

    [Fact]
    public async Task What_comes_from_another_machine_is_refused_while_this_one_is_trusted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/leads/api/v1/questions");
        request.Headers.Add("X-Test-From", "192.0.2.7");
        using var response = await _client.SendAsync(request, Gone);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("RequireKey", await response.Content.ReadAsStringAsync(Gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_whose_server_would_be_open_does_not_start()
    {
        using var folder = new Folder();
        await using var app = AppWith(Options with { Database = folder["b.db"], DataFolder = folder["b"], RequireKey = true });
        await Assert.ThrowsAsync<LeadScout.Questions.BadInputException>(() => app.StartAsync(Gone));
    }

    [Fact]
    public async Task Mapping_what_was_not_added_says_what_to_call()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var error = Assert.Throws<InvalidOperationException>(() => app.MapLeadScout());
        Assert.Contains("AddLeadScoutServer", error.Message, StringComparison.Ordinal);
    }

    private ServerOptions Options => new()
    {
        Database = _folder["leads.db"],
        DataFolder = _folder["data"],
        Teacher = "recorded:" + Samples.Answers,
        Environment = _ => null,
    };

    private static WebApplication AppWith(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "leadscout", EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddLeadScoutServer(options);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers["X-Test-From"].ToString() is { Length: > 0 } from)
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            }

            return next(http);
        });
        app.MapLeadScout("/leads");
        app.MapGet("/", () => "the app's own");
        app.MapPost("/echo", (JsonElement body) => body);
        return app;
    }
}
