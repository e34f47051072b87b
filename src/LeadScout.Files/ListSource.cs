namespace LeadScout.Files;

/// <summary>Where the bytes of a list come from: a file as it is, or what is packed in it. Thread-safe.</summary>
/// <param name="path">The file.</param>
/// <param name="name">What messages call it.</param>
/// <param name="packing">How it is packed.</param>
internal sealed class ListSource(string path, string name, Packing packing)
{
    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>What messages call the list.</summary>
    public string Name { get; } = name;

    /// <summary>How the file is packed.</summary>
    public Packing Packing { get; } = packing;

    /// <summary>Opens the list's bytes at their beginning; they may not be sought in.</summary>
    public Stream Open() => Packing.Unpacked(OpenFile(), Name);

    /// <summary>Whether the list is named so; a packing is no part of the name.</summary>
    public bool IsNamed(string ending) =>
        (Packing == Packing.None ? Path : Packing.InnerName).EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first bytes of the list.</summary>
    public byte[] Head(int length)
    {
        using var stream = Open();
        var head = new byte[length];
        return head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    private FileStream OpenFile() =>
        new(
            Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            bufferSize: Packing == Packing.None ? 0 : 64 * 1024,
            FileOptions.SequentialScan);
}
