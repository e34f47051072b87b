using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>
/// An OpenID Connect issuer on 127.0.0.1 over real HTTP: discovery, keys, an authorization endpoint that lets everybody in at once, and a
/// token endpoint that checks the client's secret and the proof key (RFC 7636). It can be told to lie.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string ClientId = "leadscout";
    public const string Secret = "issuer-secret";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = [];
    private readonly WebApplication _web;
    private int _count;

    private Issuer(WebApplication web) => _web = web;

    /// <summary>Its address: for a browser another site than 127.0.0.1.</summary>
    public Uri Address => new UriBuilder(_web.Urls.First()) { Host = "localhost" }.Uri;

    /// <summary>What the person has there.</summary>
    public string[] Roles { get; set; } = ["leadscout-label"];

    /// <summary>Changes what a token says.</summary>
    public Action<SecurityTokenDescriptor> Lie { get; set; } = _ => { };

    /// <summary>Changes the state that is sent back.</summary>
    public Func<string, string> State { get; set; } = state => state;

    /// <summary>Token requests that were answered.</summary>
    public int Tokens { get; private set; }

    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var web = builder.Build();
        var issuer = new Issuer(web);
        web.MapGet("/.well-known/openid-configuration", issuer.DiscoverAsync);
        web.MapGet("/keys", issuer.KeysAsync);
        web.MapGet("/authorize", issuer.Authorize);
        web.MapPost("/token", issuer.TokenAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    /// <summary>A key that is not this issuer's.</summary>
    public static SigningCredentials StrangeKey() =>
        new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _rsa.Dispose();
    }

    private string Name => Address.ToString().TrimEnd('/');

    private Task DiscoverAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new Dictionary<string, string>
    {
        ["issuer"] = Name,
        ["authorization_endpoint"] = Name + "/authorize",
        ["token_endpoint"] = Name + "/token",
        ["jwks_uri"] = Name + "/keys",
    });

    private Task KeysAsync(HttpContext http)
    {
        var key = _rsa.ExportParameters(false);
        return http.Response.WriteAsJsonAsync(new
        {
            keys =
                new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } },
        });
    }

    private void Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        var code = $"code-{Interlocked.Increment(ref _count)}";
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        http.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(State(query["state"].ToString()))}");
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["client_id"] != ClientId || form["client_secret"] != Secret || form["redirect_uri"] != asked.Redirect
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        Tokens++;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = ClientId,
            Claims = new Dictionary<string, object> { ["sub"] = "42", ["name"] = "Ada", ["nonce"] = asked.Nonce, ["roles"] = Roles },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        };
        Lie(token);
        await http.Response.WriteAsJsonAsync(
            new { access_token = "not used", token_type = "Bearer", id_token = new JsonWebTokenHandler().CreateToken(token), expires_in = 300 });
    }
}
