using System.CommandLine;
using LeadScout.Savings.Results;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary><c>readme</c>: prints the block that the README must hold, word for word.</summary>
internal static class ReadmeCommand
{
    public static Command Create()
    {
        var command = new Command("readme", "Print the README's table from the committed results.");
        command.SetAction(
            _ => Console.Out.WriteLine(ReadmeTable.Render(ResultsFile.Read(File.ReadAllText(Folders.Under("bench/results/savings.tsv"))))));
        return command;
    }
}
