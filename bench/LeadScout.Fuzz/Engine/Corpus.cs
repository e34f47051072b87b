using System.Reflection;
using System.Security.Cryptography;

namespace LeadScout.Fuzz.Engine;

/// <summary>The inputs that a target is begun with: made by hand, kept because they reach what others do not, or found to break it once.</summary>
internal static class Corpus
{
    private const string Prefix = "corpus/";

    /// <summary>Those that the program brings along, by name and in the order of the names.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Of(FuzzTarget target)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"{Prefix}{target.Name}/";
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[Prefix.Length..], Read(assembly, name)))];
    }

    /// <summary>A name that says what is in it, so that the same input is the same file.</summary>
    public static string NameOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
