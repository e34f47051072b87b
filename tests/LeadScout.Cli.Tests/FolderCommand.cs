using System.Text.RegularExpressions;

namespace LeadScout.Cli.Tests;

/// <summary>
/// The command line inside the test's own process, given as somebody gives it in a folder: files by their names alone, and the usual
/// database. For what needs no process: a process has to prepare every method anew, which takes many times what the command itself does.
/// </summary>
internal static partial class FolderCommand
{
    /// <summary>Runs it without any key in its environment but the one given.</summary>
    public static Task<Run> RunAsync(Folder folder, string? key, params string[] args) =>
        CommandLine.RunAsync(name => name == "OPENAI_API_KEY" ? key : null, Placed(folder, args));

    /// <summary>Runs it with lines of keys, as a file or another program presses them.</summary>
    public static Task<Run> PressedAsync(Folder folder, string keys, params string[] args) =>
        CommandLine.PressedAsync(keys, Placed(folder, args));

    /// <summary>
    /// The same command for any folder. The current one can't stand for the test's: it is the whole process's, in which other tests run
    /// at the same time.
    /// </summary>
    private static string[] Placed(Folder folder, string[] args)
    {
        var named = Array.ConvertAll(args, arg => FileName().Replace(arg, match => match.Groups["scheme"].Value + folder[match.Groups["name"].Value]));
        return args[0] == "questions" || Array.Exists(args, arg => arg is "--db" or "--store") ? named : [.. named, "--db", folder["leadscout.db"]];
    }

    // A name alone, after nothing or the scheme of a recording; nothing else in these commands ends like a file.
    [GeneratedRegex(@"^(?<scheme>recorded:|)(?<name>[\w.-]+\.(csv|tsv|json|jsonl|yaml|db|xlsx))$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}
