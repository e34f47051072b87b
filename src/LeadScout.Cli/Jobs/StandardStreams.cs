using LeadScout.Application.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Questions;

namespace LeadScout.Cli.Jobs;

/// <summary>
/// Standard input and output in place of files. A job reads its list several times, so that what comes in is kept in a temporary file of
/// the user's own while the command runs; what goes out is written whole first, like any result. Nothing of it stays.
/// </summary>
internal sealed class StandardStreams : IDisposable
{
    private readonly SpoolFolder _folder;

    private StandardStreams(SpoolFolder folder, JobInvocation invocation) => (_folder, Invocation) = (folder, invocation);

    /// <summary>The invocation, over real files.</summary>
    public JobInvocation Invocation { get; }

    /// <summary>Takes in what comes from standard input; null where no stream is named.</summary>
    /// <exception cref="BadInputException">It is not said what comes in.</exception>
    public static async Task<StandardStreams?> OpenAsync(JobInvocation invocation, Terminal terminal, CancellationToken interrupt)
    {
        if (invocation.Input != JobInvocation.Stream && invocation.Output != JobInvocation.Stream)
        {
            return null;
        }

        var isIn = invocation.Input == JobInvocation.Stream;
        var ending = !isIn ? "" : "." + (invocation.Reading.Format ?? throw new BadInputException("What comes from standard input has no name that says what it is. Say it with --input-format, as in --input-format csv."));
        if (isIn && LeadFiles.TextEndings.All(known => known != ending))
        {
            throw new BadInputException($"Standard input can't be {ending[1..]}. Allowed: {string.Join(", ", LeadFiles.TextEndings.Select(known => known[1..]))}; save anything else to a file.");
        }

        var folder = SpoolFolder.Create();
        var output = invocation.Output ?? (isIn && invocation.WritesResult ? JobInvocation.Stream : null);
        var input = isIn ? Path.Join(folder.Path, "list" + ending) : null;
        var streams = new StandardStreams(folder, invocation with
        {
            InputFile = input,
            Output = output,
            OutputFile = output == JobInvocation.Stream
                ? Path.Join(folder.Path, "result" + Path.GetFileName(LeadFiles.DefaultOutput(input ?? invocation.Input)))
                : null,
        });
        try
        {
            if (input is not null)
            {
                await SpoolAsync(terminal.OpenIn(), input, interrupt);
            }

            return streams;
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    /// <summary>Refuses two things on standard output.</summary>
    /// <exception cref="BadInputException">The result goes there, and so would the report.</exception>
    public static void CheckOutput(JobInvocation invocation, bool isJson)
    {
        if (isJson && invocation.Output == JobInvocation.Stream)
        {
            throw new BadInputException(
                "--format json and --out - both write to standard output. Say a file with --out, or leave out --format json.");
        }
    }

    /// <summary>Sends the result to standard output, if there is one.</summary>
    public async Task SendAsync(Terminal terminal)
    {
        if (Invocation.OutputFile is { } file && File.Exists(file))
        {
            await using var result = File.OpenRead(file);
            await using var output = terminal.OpenOut();
            try
            {
                await result.CopyToAsync(output);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                var why = e is IOException ? e.Message.TrimEnd('.') : "it is closed"; // which is told as one that may not be written to
                throw new BadInputException(
                    $"The result can't be written to standard output: {why}. Nothing that was paid for is lost. Give the command again with --out FILE.",
                    e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static async Task SpoolAsync(Stream from, string path, CancellationToken interrupt)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await from.CopyToAsync(file, interrupt).WaitAsync(interrupt);
    }
}
