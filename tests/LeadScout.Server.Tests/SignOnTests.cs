using System.Net;
using LeadScout.Jobs;
using LeadScout.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class SignOnTests
{
    [Fact]
    public async Task With_an_issuer_a_person_is_sent_there_and_a_program_still_needs_a_key()
    {
        await using var issuer = await IssuerAsync();
        await using var trial = await ServerTrial.StartAsync(options => options with { SignOn = new SignOnIssuer(new Uri(issuer.Urls.First()), "leadscout", "secret", "roles") });
        using var sent = await trial.Client.GetAsync("/sign-in", ServerTrial.Gone);
        using var api = await trial.Client.GetAsync("/api/v1/jobs", ServerTrial.Gone);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.StartsWith(issuer.Urls.First() + "/authorize", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("code_challenge_method=S256", sent.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sent.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.Equal("key-missing", (await ServerTrial.JsonAsync(api, 401)).Text("code"));
    }

    [Theory]
    [InlineData("http://login.example.com", "id", "secret", "https URL")]
    [InlineData("https://login.example.com", null, "secret", "CLIENT_ID")]
    public void An_issuer_named_by_halves_is_refused(string authority, string? id, string? secret, string says)
    {
        var refused = Assert.Throws<BadInputException>(() => SignOnIssuer.Of(name => name switch
        {
            "LEADSCOUT_OIDC_AUTHORITY" => authority,
            "LEADSCOUT_OIDC_CLIENT_ID" => id,
            "LEADSCOUT_OIDC_CLIENT_SECRET" => secret,
            _ => null,
        }));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> IssuerAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var web = builder.Build();
        web.MapGet("/.well-known/openid-configuration", (HttpContext http) =>
        {
            var address = $"http://{http.Request.Host}";
            return http.Response.WriteAsJsonAsync(new Dictionary<string, string>
            {
                ["issuer"] = address,
                ["authorization_endpoint"] = address + "/authorize",
                ["token_endpoint"] = address + "/token",
                ["jwks_uri"] = address + "/keys",
            });
        });
        web.MapGet("/keys", (HttpContext http) => http.Response.WriteAsJsonAsync(new Dictionary<string, string[]> { ["keys"] = [] }));
        await web.StartAsync(ServerTrial.Gone);
        return web;
    }
}
