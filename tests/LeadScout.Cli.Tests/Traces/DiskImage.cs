using System.Text;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>
/// A folder as a disk holds it while system calls write to it. What was flushed is certain to be there when the power fails: a file's content once
/// the file is flushed, its name once its folder is. All else may be there or not, write by write, and torn.
/// </summary>
internal sealed class DiskImage
{
    private const int Sector = 512;

    // Shared memory: whoever opens the database first after a crash makes it anew.
    private const string NoFile = "-shm";

    private readonly string _root;
    private readonly Node _folder = Node.Folder();

    /// <param name="root">The folder as it is now, which is certain.</param>
    public DiskImage(string root)
        : this(root, Directory.EnumerateFiles(root).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal))
    {
    }

    /// <param name="root">The folder's path.</param>
    /// <param name="files">What it held, which is certain.</param>
    public DiskImage(string root, IReadOnlyDictionary<string, byte[]> files)
    {
        _root = root;
        foreach (var (name, content) in files)
        {
            _folder.Names[name] = new Node { Certain = content };
        }

        _folder.Flush();
    }

    /// <summary>Does what a system call did, if it was about something in the folder.</summary>
    public void Apply(SystemCall call)
    {
        if (call.Result < 0)
        {
            return;
        }

        switch (call.Name)
        {
            case "openat" or "creat" when Place(call.Opened) is var (folder, name) && !Find(folder, name).Exists && call.Arguments.Contains("O_CREAT", StringComparison.Ordinal):
                folder.Names[name] = new Node();
                break;
            case "openat" or "creat" when call.Arguments.Contains("O_TRUNC", StringComparison.Ordinal):
                At(call.Opened)?.Pending.Add(new Change(0, null));
                break;
            case "pwrite64" when At(call.Path) is { } file:
                file.Pending.Add(new Change(call.Last, call.Data));
                break;
            case "write" when At(call.Path) is { } file:
                file.Pending.Add(new Change(file.Now().Length, call.Data));
                break;
            case "ftruncate" when At(call.Path) is { } file:
                file.Pending.Add(new Change(call.Last, null));
                break;
            case "fsync" or "fdatasync":
                At(call.Path)?.Flush();
                break;
            case "mkdir" when Place(Named(call, 0)) is var (folder, name):
                folder.Names[name] = Node.Folder();
                break;
            case "rename" when Place(Named(call, 0)) is var (from, old) && Place(Named(call, 1)) is var (to, name):
                to.Names[name] = from.Names[old];
                from.Names.Remove(old);
                break;
            case "link" when At(Named(call, 0)) is { } file && Place(Named(call, 1)) is var (folder, name):
                folder.Names[name] = file;
                break;
            case "unlink" or "rmdir" when Place(Named(call, 0)) is var (folder, name):
                folder.Names.Remove(name);
                break;
        }
    }

    /// <summary>Files that are certain to be there, and their content, by path from the folder.</summary>
    public IReadOnlyDictionary<string, byte[]> Certain() => Files(_folder, "", null).ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);

    /// <summary>What is certain of the content of a file, whether or not its name is.</summary>
    public byte[] Flushed(string name) => _folder.Names[name].Certain;

    /// <summary>Puts into the folder what there is after the power has failed, in place of what is there.</summary>
    /// <param name="chance">Decides about what is not certain; null: nothing of it is there.</param>
    public void Restore(Random? chance)
    {
        Directory.Delete(_root, recursive: true);
        Directory.CreateDirectory(_root);
        foreach (var (path, content) in Files(_folder, "", chance))
        {
            var place = Path.Join(_root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllBytes(place, content);
        }
    }

    private static IEnumerable<(string Path, byte[] Content)> Files(Node folder, string path, Random? chance)
    {
        var names = chance is null ? folder.CertainNames : folder.NamesBy(chance);
        foreach (var (name, node) in names.Where(one => !one.Key.EndsWith(NoFile, StringComparison.Ordinal)))
        {
            var below = Path.Join(path, name);
            foreach (var file in node.IsFolder ? Files(node, below, chance) : [(below, chance is null ? node.Certain : node.ContentBy(chance))])
            {
                yield return file;
            }
        }
    }

    private string Named(SystemCall call, int place) => Path.GetFullPath(Encoding.UTF8.GetString(call.Strings[place]), _root);

    private Node? At(string path) => path == _root ? _folder : Place(path) is var (folder, name) ? Find(folder, name).Node : null;

    private (Node Folder, string Name)? Place(string path)
    {
        if (!path.StartsWith(_root + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var (parts, folder) = (path[(_root.Length + 1)..].Split('/'), _folder);
        foreach (var part in parts[..^1])
        {
            if (!folder.Names.TryGetValue(part, out var next))
            {
                return null;
            }

            folder = next;
        }

        return (folder, parts[^1]);
    }

    private static (bool Exists, Node? Node) Find(Node folder, string name) => (folder.Names.TryGetValue(name, out var node), node);

    /// <summary>Bytes at a place, or without any the length to which a file was cut.</summary>
    private sealed record Change(long At, byte[]? Data)
    {
        public byte[] On(byte[] content)
        {
            var length = Data is null ? (int)At : Math.Max(content.Length, (int)At + Data.Length);
            var changed = new byte[length];
            content.AsSpan(0, Math.Min(content.Length, length)).CopyTo(changed);
            Data?.CopyTo(changed, (int)At);
            return changed;
        }

        public Change TornBy(Random chance) => Data is null || chance.Next(4) > 0 ? this : this with { Data = Data[..(chance.Next((Data.Length / Sector) + 1) * Sector)] };
    }

    /// <summary>A file or a folder.</summary>
    private sealed class Node
    {
        public bool IsFolder { get; private init; }

        public Dictionary<string, Node> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> CertainNames { get; private set; } = new(StringComparer.Ordinal);

        public byte[] Certain { get; set; } = [];

        public List<Change> Pending { get; } = [];

        public static Node Folder() => new() { IsFolder = true };

        public byte[] Now() => Pending.Aggregate(Certain, (content, change) => change.On(content));

        public byte[] ContentBy(Random chance) =>
            Pending.Where(_ => chance.Next(2) == 0).Aggregate(Certain, (content, change) => change.TornBy(chance).On(content));

        public Dictionary<string, Node> NamesBy(Random chance) => chance.Next(2) == 0 ? Names : CertainNames;

        public void Flush()
        {
            (Certain, CertainNames) = (Now(), new Dictionary<string, Node>(Names, StringComparer.Ordinal));
            Pending.Clear();
        }
    }
}
