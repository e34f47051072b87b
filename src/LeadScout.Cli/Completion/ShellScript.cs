using System.Collections.Immutable;
using System.Reflection;

namespace LeadScout.Cli.Completion;

/// <summary>A script that teaches a shell to complete.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">As its makers write it.</param>
/// <param name="Ending">Of the script's file.</param>
/// <param name="Loading">The line that loads it into a running shell.</param>
internal sealed record ShellScript(string Name, string Title, string Ending, string Loading)
{
    /// <summary>The shells that there is a script for.</summary>
    public static ImmutableArray<ShellScript> All { get; } =
    [
        new("bash", "Bash", "bash", "source <(leadscout completion bash)"),
        new("zsh", "Zsh", "zsh", "source <(leadscout completion zsh)"),
        new("fish", "fish", "fish", "leadscout completion fish | source"),
        new("powershell", "PowerShell", "ps1", "leadscout completion powershell | Out-String | Invoke-Expression"),
    ];

    /// <summary>The script.</summary>
    public string Text()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"LeadScout.Cli.Completion.leadscout.{Ending}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
