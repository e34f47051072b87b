using System.Globalization;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>A system call that fails: a thread's n-th, or all from that one on. strace counts each thread's calls by themselves.</summary>
/// <param name="Syscall">Its name.</param>
/// <param name="Error">What the kernel says.</param>
/// <param name="When">Which call of a thread is the first to fail.</param>
/// <param name="Stays">Whether all later ones fail, too, as on a disk that is full.</param>
internal sealed record SyscallFault(string Syscall, string Error, int When, bool Stays)
{
    private static readonly (string Syscall, string[] Errors)[] All =
    [
        ("pwrite64", ["ENOSPC", "EIO", "EINTR"]),
        ("fsync", ["ENOSPC", "EIO", "EINTR"]),
        ("fdatasync", ["ENOSPC", "EIO", "EINTR"]),
        ("pread64", ["EIO", "EINTR"]),
        ("ftruncate", ["EIO", "ENOSPC"]),
        ("openat", ["EMFILE", "ENOSPC", "EIO"]),
        ("rename", ["ENOSPC", "EIO"]),
        ("unlink", ["EIO"]),
        ("sendto", ["ECONNRESET", "EINTR", "EIO"]),
        ("sendmsg", ["ECONNRESET", "EINTR", "EIO"]),
        ("recvfrom", ["ECONNRESET", "EINTR"]),
        ("recvmsg", ["ECONNRESET", "EINTR"]),
        ("connect", ["ECONNREFUSED", "EINTR"]),
        ("write", ["ENOSPC", "EIO", "EINTR"]),
    ];

    /// <summary>How strace is to start the process: as its own child, so that a signal reaches the process.</summary>
    public string[] Wrapper(string log) => Traced(log, Syscall, "-e", $"inject={Syscall}:error={Error}:when={When}{(Stays ? "+" : "")}");

    /// <summary>How it is to be started to count its calls.</summary>
    public static string[] Counting(string log) => Traced(log, string.Join(',', All.Select(one => one.Syscall)));

    /// <summary>The most calls that a single thread has made, by name.</summary>
    public static IReadOnlyDictionary<string, int> Counted(string log) => File.ReadLines(log)
        .Select(line => line.Split([' ', '('], 3, StringSplitOptions.RemoveEmptyEntries) is [var thread, var name, ..] ? (thread, name) : default)
        .Where(call => All.Any(one => one.Syscall == call.name))
        .CountBy(call => call)
        .GroupBy(call => call.Key.name, call => call.Value)
        .ToDictionary(name => name.Key, name => name.Max(), StringComparer.Ordinal);

    /// <summary>One of those that there are.</summary>
    public static SyscallFault Draw(Random random, IReadOnlyDictionary<string, int> counts)
    {
        var known = All.Where(one => counts.ContainsKey(one.Syscall)).ToArray();
        var (syscall, errors) = known[random.Next(known.Length)];
        var error = errors[random.Next(errors.Length)];

        // What is interrupted for ever is tried for ever.
        return new SyscallFault(syscall, error, 1 + random.Next(counts[syscall]), error != "EINTR" && random.Next(3) == 0);
    }

    /// <summary>How often it was hit.</summary>
    public static int Hits(string log) => File.ReadLines(log).Count(line => line.Contains("(INJECTED)", StringComparison.Ordinal));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Syscall} {When}{(Stays ? " and all later" : "")}: {Error}");

    private static string[] Traced(string log, string syscalls, params string[] more) =>
        ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-s", "0", "-o", log, "-e", "trace=" + syscalls, "-e", "signal=none", .. more];
}
