using System.Text.RegularExpressions;
using LeadScout.Files.AddOns;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Wording;

/// <summary>
/// Takes this machine's paths out of what a client is told: where its files lie is the business of whoever runs the server, who finds the whole
/// path in the log. A file keeps its name, and one of the data folder its place in it. Thread-safe.
/// </summary>
internal sealed partial class MachinePaths
{
    private const string Before = @"(?<![\p{L}\p{N}_./\\-])";
    private const string Ends = @"(?!\.?[\p{L}\p{N}_-])";

    private readonly Lazy<Regex> _paths;

    public MachinePaths(ServerOptions options, ServerWorkspace workspace)
        : this(FilesOf(options, workspace), FoldersOf(workspace))
    {
    }

    /// <param name="files">Files, as they are named here.</param>
    /// <param name="folders">Folders, as they are named here.</param>
    internal MachinePaths(IEnumerable<string> files, IEnumerable<string> folders)
    {
        string[] named = [.. files.Where(file => file.Length > 0)];
        var around = named.Select(file => Path.GetDirectoryName(Path.GetFullPath(file)) ?? "").Concat(folders);
        _paths = new Lazy<Regex>(() => Of(named, around));
    }

    /// <summary>The text without them.</summary>
    public string Without(string text) => _paths.Value.Replace(text, Shortened);

    /// <summary>The message without them.</summary>
    public UserMessage Without(UserMessage message) => message.With(Without);

    /// <summary>Why something was refused or failed, without them: also without those that only the system knew.</summary>
    public UserMessage Without(Exception exception)
    {
        if (exception is RefusedException)
        {
            return exception.Message; // in words of the server's own, about what the client named
        }

        var wording = exception is BadInputException bad ? bad.Wording : exception.Message;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException or UnauthorizedAccessException)
            {
                foreach (Match path in SystemsPath().Matches(cause.Message))
                {
                    wording = wording.With(path.Groups["path"].Value, NameOf(path.Groups["path"].Value));
                }
            }
        }

        return Without(wording);
    }

    private static IEnumerable<string> FilesOf(ServerOptions options, ServerWorkspace workspace)
    {
        string?[] teachers = [options.Teacher, options.Escalate, .. options.Teachers.Values.Select(known => known.Teacher)];
        string?[] files = [.. teachers.Select(Llm.Teachers.RecordingOf), options.Prices.Table, workspace.Store.IsShared ? null : workspace.Database];
        return files.OfType<string>().Where(file => file.Length > 0).SelectMany(file => new[] { file, Path.GetFullPath(file) });
    }

    private static IEnumerable<string> FoldersOf(ServerWorkspace workspace) =>
    [
        workspace.Folder, workspace.OwnFolder, AppContext.BaseDirectory, Environment.CurrentDirectory, Path.GetTempPath(),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), AddOn.Root,
    ];

    private static Regex Of(IEnumerable<string> files, IEnumerable<string> folders)
    {
        // A root says nothing, and is in every address.
        var whole = folders.Where(folder => folder.Length > 0).Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Where(folder => folder != Path.GetPathRoot(folder));
        return new Regex(
            $"{Before}(?:(?<file>{Any(files)}){Ends}|(?<folder>{Any(whole)})(?:(?<inside>[/\\\\])(?=[^\\s'\"])|[/\\\\]?{Ends}))",
            OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None);
    }

    private static string Any(IEnumerable<string> paths) =>
        string.Join('|', paths.Distinct().OrderByDescending(path => path.Length).Select(Regex.Escape).DefaultIfEmpty(@"\b\B"));

    private static string Shortened(Match match) => match.Groups["inside"].Success ? "" : NameOf(match.Value);

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    [GeneratedRegex(@"'(?<path>[^']*[/\\][^']*)'")]
    private static partial Regex SystemsPath();
}
