using System.Collections.Concurrent;
using LeadScout.Teaching.Limits;
using Microsoft.Playwright;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>A person at the dashboard. What the browser complains of, and whatever it asks of another machine, is remembered.</summary>
public sealed class Visit : IAsyncDisposable
{
    // A crowded machine of two cores is slow, not broken.
    private const float Patience = 60_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens an empty page.</summary>
    public static async Task<Visit> BeginAsync(IBrowserContext context, Uri server)
    {
        context.SetDefaultTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit._complaints.Enqueue(error);
        visit.Page.Console += (_, message) => visit.Hear(message);
        visit.Page.Request += (_, request) => visit.See(new Uri(request.Url), server);
        Assertions.SetDefaultExpectTimeout(Patience);
        return visit;
    }

    /// <summary>Goes to a page and waits until it is drawn.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("h1").WaitForAsync();
    }

    /// <summary>
    /// That the browser had nothing to complain of, policy breaches included, and nobody but the server was asked for anything.
    /// </summary>
    public void NothingWasWrong() => Assert.Empty(_complaints);

    /// <summary>Forgets the complaints so far: of a server that was killed, for one.</summary>
    public void Forgive() => _complaints.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Hear(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            _complaints.Enqueue(message.Text);
        }
    }

    private void See(Uri asked, Uri server)
    {
        if (asked.Scheme is "http" or "https" && asked.Authority != server.Authority)
        {
            _complaints.Enqueue($"asked {asked.Host}");
        }
    }
}
