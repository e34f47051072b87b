using System.Xml.Linq;
using Xunit;

[assembly: AssemblyFixture(typeof(LeadScout.Packages.Tests.Feed))]

namespace LeadScout.Packages.Tests;

/// <summary>
/// The packages of what was just built, and a folder beside them for whoever uses them. LeadScout's packages come from there alone, all
/// others from where this machine gets its own.
/// </summary>
public sealed class Feed : IAsyncLifetime
{
    /// <summary>The folder of all that these tests make.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("leadscout-packages-").FullName;

    /// <summary>The packages.</summary>
    public static string Packages { get; } = Path.Join(Root, "feed");

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    public async ValueTask InitializeAsync()
    {
        // As ./eng/test has built it: what is packed is what was tested.
        await Command.RunAsync(Repository, Path.Join(Repository, "eng/pack"), Packages, "--no-build");
        string listed = await Command.RunAsync(Repository, "dotnet", "nuget", "list", "source", "--format", "short");
        var others = listed.Split('\n').Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToArray();
        new XDocument(new XElement(
            "configuration",
            new XElement(
                "packageSources",
                new XElement("clear"),
                Source("local", Packages),
                others.Select((address, number) => Source($"other{number}", address))),
            new XElement(
                "packageSourceMapping",
                new XElement("clear"),
                Mapping("local", "LeadScout*"),
                others.Select((_, number) => Mapping($"other{number}", "*"))))).Save(Path.Join(Root, "nuget.config"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy of a sample, as somebody's own project outside the repository.</summary>
    public static string Sample(string name, string under)
    {
        string folder = Path.Join(Root, under, name);
        Directory.CreateDirectory(folder);
        string samples = Path.Join(Repository, "samples");
        foreach (var file in Directory.EnumerateFiles(Path.Join(samples, name)))
        {
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)));
        }

        File.Copy(Path.Join(samples, "FakeChatClient.cs"), Path.Join(Root, under, "FakeChatClient.cs"), overwrite: true);
        return folder;
    }

    private static XElement Source(string key, string address) =>
        new("add", new XAttribute("key", key), new XAttribute("value", address));

    private static XElement Mapping(string key, string pattern) =>
        new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder.FullName, "LeadScout.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
