using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Xunit;

namespace LeadScout.Dashboard.Tests.Site;

/// <summary>The documentation as <c>eng/site</c> builds it, behind a web server that knows nothing but its files.</summary>
public sealed class BuiltSite : IAsyncLifetime
{
    private WebApplication? _web;

    /// <summary>Where it is served.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Its folder.</summary>
    public string Folder { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(root, "LeadScout.slnx")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        Folder = Path.Join(root, "artifacts", "site");
        await BuildAsync(root);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { WebRootPath = Folder });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        var files = new PhysicalFileProvider(Folder);
        _web.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        _web.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new FileExtensionContentTypeProvider() });
        await _web.StartAsync();
        Url = new Uri(_web.Urls.First() + "/");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await (_web?.DisposeAsync() ?? ValueTask.CompletedTask);

    private static async Task BuildAsync(string root)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec ./eng/site 2>&1"]) { WorkingDirectory = root, RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, said);
    }
}
