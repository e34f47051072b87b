using System.Diagnostics;

namespace LeadScout.Nodes.Faults;

/// <summary>Loses whatever goes to one address of this machine, as a network that is down; needs the rights of root.</summary>
internal static class Blackhole
{
    public static bool CanBe => Environment.IsPrivilegedProcess && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip"));

    public static void Open(string address) => Run("add", address);

    public static void Close(string address) => Run("del", address);

    private static void Run(string what, string address)
    {
        using var process = Process.Start("ip", ["route", what, "blackhole", address + "/32", "table", "local"]);
        process.WaitForExit();
    }
}
