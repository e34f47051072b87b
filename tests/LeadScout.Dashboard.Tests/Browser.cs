using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(LeadScout.Dashboard.Tests.Browser))]

namespace LeadScout.Dashboard.Tests;

/// <summary>A real Chromium without a window, shared by all tests; each has a profile of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // The first is Chromium without its windows, which needs half of the processor time.
    private static readonly string[] Places =
        ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // What a browser does of its own accord would only be refused by a closed network.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var chromium = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The dashboard's tests drive a real browser, and there is none: looked for {string.Join(", ",
            Places)}. Install it, for example as root with: apt-get install chromium-headless-shell (./eng/test does so).");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Arguments });
    }

    /// <summary>A visitor with a clean profile.</summary>
    public async Task<Visit> VisitAsync(string server, string look = "light", int width = 1280, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server,
            ColorScheme = look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return await Visit.BeginAsync(context, new Uri(server));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }
}
