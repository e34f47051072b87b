using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>A system call as <c>strace -f -y -xx</c> writes it.</summary>
/// <param name="Name">Which.</param>
/// <param name="Arguments">As they were written.</param>
/// <param name="Result">What it gave back; negative for a failure.</param>
/// <param name="Opened">What a handle that it gave back leads to.</param>
/// <param name="Begun">The line of the trace with which it began: what stands in later lines had not happened yet.</param>
/// <param name="Ended">The line with which it ended: what stands in earlier lines had happened.</param>
internal sealed partial record SystemCall(string Name, string Arguments, long Result, string Opened, int Begun, int Ended)
{
    /// <summary>What the handle leads to that it is about.</summary>
    public string Path => Encoding.UTF8.GetString(Decoded(Handle().Match(Arguments).Groups[1].Value));

    /// <summary>The strings among its arguments.</summary>
    public byte[][] Strings => [.. Quoted().Matches(Arguments).Select(quoted => quoted.Groups[2].Length == 0 ? Decoded(quoted.Groups[1].Value) : throw Cut())];

    /// <summary>What it wrote or sent, of which the kernel took <see cref="Result"/> bytes.</summary>
    public byte[] Data => [.. Strings.SelectMany(part => part).Take((int)Math.Max(0, Result))];

    /// <summary>Its last argument.</summary>
    public long Last => long.Parse(Arguments.AsSpan(Arguments.LastIndexOf(',') + 1), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);

    /// <summary>Reads a trace, whose calls come in the order in which they ended.</summary>
    public static List<SystemCall> Read(string trace)
    {
        var (calls, open, number) = (new List<SystemCall>(), new Dictionary<string, (string Text, int Line)>(StringComparer.Ordinal), 0);
        foreach (var line in File.ReadLines(trace))
        {
            number++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, text) = (line[..space], line[space..].TrimStart());
            if (Unfinished().Match(text) is { Success: true } head)
            {
                open[thread] = (head.Groups[1].Value, number);
                continue;
            }

            var begun = number;
            if (Resumed().Match(text) is { Success: true } tail && open.Remove(thread, out var begin))
            {
                (text, begun) = (begin.Text + tail.Groups[1].Value, begin.Line);
            }

            if (Whole().Match(text) is { Success: true } whole)
            {
                calls.Add(new SystemCall(
                    whole.Groups[1].Value,
                    whole.Groups[2].Value,
                    long.Parse(whole.Groups[3].Value, CultureInfo.InvariantCulture),
                    Encoding.UTF8.GetString(Decoded(whole.Groups[4].Value)),
                    begun,
                    number));
            }
        }

        return calls;
    }

    // A socket's name may stand in plain letters.
    private static byte[] Decoded(string text) => text.StartsWith('\\') ? Convert.FromHexString(text.Replace("\\x", "", StringComparison.Ordinal)) : Encoding.UTF8.GetBytes(text);

    private static FormatException Cut() => new("The trace does not hold all that was written: strace's -s is too small.");

    [GeneratedRegex(@"^(.*) <unfinished \.\.\.>$", RegexOptions.Singleline)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>(.*)$", RegexOptions.Singleline)]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?\w+<([^>]*)>")]
    private static partial Regex Handle();

    [GeneratedRegex("""
        "((?:\\x[0-9a-f]{2})*)"(\.\.\.)?
        """)]
    private static partial Regex Quoted();
}
