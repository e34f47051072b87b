using LeadScout.Cli.Arguments;

namespace LeadScout.Cli.Terminals;

/// <summary>The database that a command is about: commands that it offers are about the same. Known once the command line is read.</summary>
internal sealed class NamedDatabase
{
    /// <summary>As the user named it.</summary>
    public string Name { get; set; } = CommonOptions.DefaultDatabase;
}
