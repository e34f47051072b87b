using System.Text;

namespace LeadScout.Cli.Tests;

/// <summary>A folder of a test's own, gone when the test is over.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadscout-test-");

    public string Path => _directory.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public byte[] Read(string name) => File.ReadAllBytes(this[name]);

    public void Dispose() => _directory.Delete(recursive: true);
}
