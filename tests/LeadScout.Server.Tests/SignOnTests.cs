using System.Net;
using LeadScout.Questions;
using LeadScout.Server.Access;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>
/// Signing in with an OpenID Connect issuer, over real HTTP from the first page to the last, with the cookies that a browser would send.
/// </summary>
public sealed class SignOnTests
{
    [Fact]
    public async Task A_person_comes_from_a_page_over_the_issuer_back_to_the_pages()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var trial = await StartAsync(issuer);
        using var person = Person(trial);

        var (address, home) = await person.FollowAsync("/");

        Assert.Equal((HttpStatusCode.OK, "/"), (home.StatusCode, address.AbsolutePath));
        Assert.Equal(1, issuer.Tokens);
        Assert.Contains("/authorize", string.Join(' ', person.Seen), StringComparison.Ordinal);
        Assert.DoesNotContain(Issuer.Secret, string.Join(' ', person.Seen), StringComparison.Ordinal);
        using var api = await person.GetAsync("/api/v1/jobs");
        Assert.Equal(HttpStatusCode.OK, api.StatusCode);
        using var admin = await person.GetAsync("/api/v1/settings/audit-log");
        Assert.Equal("scope-missing", (await ServerTrial.JsonAsync(admin, 403)).Text("code"));
    }

    [Fact]
    public async Task What_a_person_does_is_on_record_under_the_name_that_the_issuer_gave()
    {
        await using var issuer = await Issuer.StartAsync();
        issuer.Roles = ["leadscout-read", "leadscout-admin"];
        await using var trial = await StartAsync(issuer);
        using var person = Person(trial);
        await person.FollowAsync("/");

        using var corrected = await person.PostAsync(
            "/api/v1/answers/corrections", """{"question": "department", "corrections": [{"text": "Boekhouder", "label": "Legal"}]}""");
        using var log = await person.GetAsync("/api/v1/settings/audit-log");

        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Equal("Ada", (await ServerTrial.JsonAsync(log, 200)).GetProperty("items")[0].Text("by"));
    }

    [Theory]
    [InlineData("another sign-in's nonce")]
    [InlineData("another client's token")]
    [InlineData("another issuer's token")]
    [InlineData("a token that has ended")]
    [InlineData("a token signed with another key")]
    [InlineData("a token without a signature")]
    [InlineData("another state")]
    [InlineData("no state")]
    [InlineData("no role")]
    public async Task What_the_issuer_must_not_be_believed_opens_nothing(string what)
    {
        await using var issuer = await Issuer.StartAsync();
        Lie(issuer, what);
        await using var trial = await StartAsync(issuer);
        using var person = Person(trial);

        var (address, refused) = await person.FollowAsync("/");

        Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{what}: {(int)refused.StatusCode} at {address}");
        Assert.Contains("could not be signed in", await refused.Content.ReadAsStringAsync(ServerTrial.Gone), StringComparison.Ordinal);
        Assert.DoesNotContain(person.Cookies, cookie => cookie.Name == "leadscout");
        using var api = await person.GetAsync("/api/v1/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task Another_browsers_way_back_is_refused()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var trial = await StartAsync(issuer);
        using var ada = Person(trial);
        await ada.FollowAsync("/");
        using var eve = Person(trial);

        var (_, refused) = await eve.FollowAsync(ada.Seen.First(address => address.Contains("/signin-oidc", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(1, issuer.Tokens);
    }

    [Fact]
    public async Task Who_signs_out_is_out_and_is_not_signed_in_again_at_once()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var trial = await StartAsync(issuer);
        using var person = Person(trial);
        await person.FollowAsync("/");

        using var signedOut = await person.PostAsync("/sign-out", "");
        var (address, page) = await person.FollowAsync(signedOut.Headers.Location!.ToString());
        using var api = await person.GetAsync("/api/v1/jobs");

        Assert.Equal(("/signed-out", HttpStatusCode.OK), (address.AbsolutePath, page.StatusCode));
        Assert.Equal(1, issuer.Tokens);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task A_program_still_needs_a_key()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var trial = await StartAsync(issuer);

        Assert.Equal("key-missing", (await trial.GetAsync("/api/v1/jobs", 401)).Text("code"));
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

    private static void Lie(Issuer issuer, string what)
    {
        issuer.Lie = what switch
        {
            "another sign-in's nonce" => token => token.Claims["nonce"] = "another",
            "another client's token" => token => token.Audience = "another",
            "another issuer's token" => token => token.Issuer = "http://127.0.0.1:1",
            "a token that has ended" => token => (token.IssuedAt, token.NotBefore, token.Expires) = (DateTime.UnixEpoch, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1)),
            "a token signed with another key" => token => token.SigningCredentials = Issuer.StrangeKey(),
            "a token without a signature" => token => token.SigningCredentials = null,
            _ => issuer.Lie,
        };
        issuer.State = what switch
        {
            "another state" => state => state[..^4] + "AAAA",
            "no state" => _ => "",
            _ => issuer.State,
        };
        issuer.Roles = what == "no role" ? ["someone-else"] : issuer.Roles;
    }

    private static Task<ServerTrial> StartAsync(Issuer issuer) =>
        ServerTrial.StartAsync(
            options => options with { SignOn = new SignOnIssuer(issuer.Address, Issuer.ClientId, Issuer.Secret, "roles") });

    private static Wanderer Person(ServerTrial trial) => new(trial.Client.BaseAddress!);
}
