using System.Text;
using LeadScout.StandIn;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>A job that was done once, with every system call on record by which it came to disk and network.</summary>
internal sealed class TracedRun : IAsyncDisposable
{
    /// <summary>Where the end of a server's job is told.</summary>
    public const string Hook = "/hook";

    private static readonly DriverOptions Options = new() { Rows = 150 };

    private static readonly string[] Calls =
    [
        "openat", "creat", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "rename", "link", "unlink", "rmdir", "mkdir", "sendto", "sendmsg",
        "pwritev", "pwritev2", "writev", "truncate", "renameat", "renameat2", "linkat", "unlinkat", "mkdirat", "copy_file_range", "sendfile", "fallocate",
    ];

    // The image knows nothing of these.
    private static readonly string[] Unknown = [.. Calls.SkipWhile(call => call != "pwritev")];

    private readonly StandInServer _teacher;
    private readonly IReadOnlyDictionary<string, byte[]> _before;

    private TracedRun(StandInServer teacher, IJobDriver driver) => (_teacher, Driver, _before) = (teacher, driver, new DiskImage(driver.Folder.Path).Certain());

    public IJobDriver Driver { get; }

    /// <summary>What it came to.</summary>
    public Attempt Done { get; private set; } = new(false, "");

    /// <summary>Its system calls, in the order in which they ended.</summary>
    public List<SystemCall> Trace { get; private set; } = [];

    /// <summary>What the LLM was asked in it, in order.</summary>
    public IReadOnlyList<LoggedCall> Asked { get; private set; } = [];

    /// <summary>The same, and what it was asked whenever the job was given again.</summary>
    public IReadOnlyList<LoggedCall> AskedToDate => _teacher.Calls;

    /// <summary>The first part of each request to the LLM.</summary>
    public List<SystemCall> Requests => [.. Trace.Where(call => Sends(call, "POST /v1/chat/completions"))];

    /// <summary>Does the job by <c>classify</c>, its calls one after another.</summary>
    public static Task<TracedRun> ClassifyAsync() => RunAsync(teacher => new ClassifyDriver(Options with { Concurrency = 1 }, teacher));

    /// <summary>Does the job by <c>serve</c>, which tells of its end.</summary>
    /// <param name="afterwards">What the client does then.</param>
    public static Task<TracedRun> ServeAsync(Func<HttpClient, string, Task> afterwards) => RunAsync(
        teacher => new ServeDriver(Options, teacher) { Webhook = new Uri(teacher, Hook), Afterwards = afterwards });

    /// <summary>The disk when a command has ended.</summary>
    public static async Task<DiskImage> DiskAfterAsync(Folder folder, params string[] command)
    {
        var image = new DiskImage(folder.Path);
        using var beside = new Folder();
        using var process = ChildProcess.Start(folder, Traced(beside["trace"]), command);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(CancellationToken.None);
        await output; // who traces it has ended, too
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await error);
        }

        Read(beside["trace"], folder).ForEach(image.Apply);
        return image;
    }

    /// <summary>Whether a call sends this, or writes it.</summary>
    public static bool Sends(SystemCall call, string text) =>
        call.Name is "sendto" or "sendmsg" or "write" && Encoding.UTF8.GetString(call.Data).Contains(text, StringComparison.Ordinal);

    /// <summary>The disk before a line of the trace.</summary>
    public DiskImage Before(int line)
    {
        var image = new DiskImage(Driver.Folder.Path, _before);
        foreach (var call in Trace.TakeWhile(call => call.Ended < line))
        {
            image.Apply(call);
        }

        return image;
    }

    /// <summary>The disk before a call that sends this; <paramref name="which"/> counts from 0.</summary>
    public DiskImage BeforeSending(string text, int which = 0) => Before(Trace.Where(call => Sends(call, text)).ElementAt(which).Begun);

    public async ValueTask DisposeAsync()
    {
        Driver.Dispose();
        await _teacher.DisposeAsync();
    }

    private static async Task<TracedRun> RunAsync(Func<Uri, IJobDriver> driverOf)
    {
        var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers });
        var driver = driverOf(teacher.Url);
        var run = new TracedRun(teacher, driver);
        using var beside = new Folder();
        var trace = beside["trace"];
        run.Done = await driver.TryAsync(Traced(trace));
        run.Asked = teacher.Calls;
        run.Trace = run.Done.IsDone ? Read(trace, driver.Folder) : []; // where nothing may be traced, strace says so
        return run;
    }

    private static string[] Traced(string trace) =>
        ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "4000000", "-e", "signal=none", "-o", trace, "-e", "trace=" + string.Join(',', Calls.Select(call => "?" + call))];

    private static List<SystemCall> Read(string trace, Folder folder)
    {
        var calls = SystemCall.Read(trace);
        return calls.Find(call => Array.Exists(Unknown, name => name == call.Name) && call.Arguments.Contains(folder.Path, StringComparison.Ordinal)) is { } unknown
            ? throw new NotSupportedException($"{unknown.Name} is no call of which the image of a disk knows.")
            : calls;
    }
}
