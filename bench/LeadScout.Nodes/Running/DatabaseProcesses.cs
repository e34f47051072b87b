using System.Globalization;

namespace LeadScout.Nodes.Running;

/// <summary>What a database server takes of the processor.</summary>
internal static class DatabaseProcesses
{
    private const int TicksPerSecond = 100;

    /// <summary>Of its first process with the children that have ended, and of each child that there is.</summary>
    public static TimeSpan ProcessorTime(PrivateServer server)
    {
        var first = File.ReadLines(Path.Join(server.Data, "postmaster.pid")).First();
        var ticks = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Sum(folder => Ticks(folder, first));
        return TimeSpan.FromSeconds(ticks / (double)TicksPerSecond);
    }

    private static long Ticks(string folder, string first)
    {
        try
        {
            var stat = File.ReadAllText(Path.Join(folder, "stat"));
            var cells = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // state, parent, ..., and from the twelfth on the times: own, and of children
            var isFirst = Path.GetFileName(folder) == first;
            return isFirst || cells[1] == first ? cells[11..(isFirst ? 15 : 13)].Sum(cell => long.Parse(cell, CultureInfo.InvariantCulture)) : 0;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
