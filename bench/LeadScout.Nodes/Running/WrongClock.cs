namespace LeadScout.Nodes.Running;

/// <summary>Gives a process another time of day, by Debian's package <c>libfaketime</c>; what has passed since its start stays right.</summary>
internal static class WrongClock
{
    public static string Library { get; } =
        Directory.Exists("/usr/lib")
            ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }).FirstOrDefault() ?? ""
            : "";

    public static bool CanBe => Library.Length > 0;
}
