using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// A demo that was run once, without a place named. An older one and one at work have the first two places, so that it is in the third.
/// </summary>
public sealed class FinishedDemo : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private FileStream? _lock;

    /// <summary>Where an older version has left a list.</summary>
    public string Older => _folder["leadscout-demo"];

    /// <summary>Where another demo is at work.</summary>
    public string AtWork => _folder["leadscout-demo-2"];

    /// <summary>Where the demo went.</summary>
    public string Place => _folder["leadscout-demo-3"];

    /// <summary>What it said.</summary>
    internal Run Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Older);
        _folder.Write("leadscout-demo/leads.csv", "of an older version");
        Directory.CreateDirectory(AtWork);
        _lock = new FileStream(Path.Join(AtWork, "demo.lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        using var demo = LeadScoutProcess.StartReading(_folder.Path, _folder.Path, "", "demo");
        Run = await demo.EndAsync();
    }

    /// <summary>Copies what it left, as if it had been run there.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Place))
        {
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_lock?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }
}
