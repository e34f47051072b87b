using System.Net;
using System.Text;

namespace LeadScout.Server.Tests;

/// <summary>A browser as far as addresses and cookies go: follows redirects from site to site and says where it comes from.</summary>
internal sealed class Wanderer : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _client;
    private readonly Uri _home;

    public Wanderer(Uri home)
    {
        _home = home;
        _client = new HttpClient(_handler) { BaseAddress = home };
    }

    /// <summary>The addresses it was at, in order.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>The cookies that home has set.</summary>
    public IEnumerable<Cookie> Cookies => _handler.CookieContainer.GetCookies(_home);

    /// <summary>Opens a page and follows where it is sent, at most ten times.</summary>
    public async Task<(Uri Address, HttpResponseMessage Page)> FollowAsync(string address)
    {
        var (at, from) = (new Uri(_home, address), _home);
        for (var steps = 0; steps < 10; steps++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.Add("Sec-Fetch-Mode", "navigate");
            request.Headers.Add(
                "Sec-Fetch-Site", from.Authority == _home.Authority && at.Authority == _home.Authority ? "same-origin" : "cross-site");
            var response = await _client.SendAsync(request, ServerTrial.Gone);
            Seen.Add(at.ToString());
            if (response.Headers.Location is not { } next)
            {
                return (at, response);
            }

            response.Dispose();
            (from, at) = (at, new Uri(at, next));
        }

        throw new InvalidOperationException($"Sent from place to place without an end: {string.Join(" → ", Seen)}");
    }

    /// <summary>Asks as a page of this server would.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(address, ServerTrial.Gone);

    /// <summary>Posts as a page of this server would.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, string json) =>
        _client.PostAsync(address, new StringContent(json, Encoding.UTF8, "application/json"), ServerTrial.Gone);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
