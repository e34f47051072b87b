using System.CommandLine;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string[]> Names(string name, string description) => new(name)
    {
        HelpName = "a,b",
        Description = description,
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
    };

    public static Option<string> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "The folder of the public sets; ../shared/data from the repository's root by default",
        DefaultValueFactory = _ => Folders.Data,
    };

    public static Option<string> Out(string file) => new("--out")
    {
        HelpName = "FILE",
        Description = $"Where the table goes; bench/results/{file} by default",
        DefaultValueFactory = _ => Folders.Under($"bench/results/{file}"),
    };

    public static Option<int> Number(string name, string description, int byDefault)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
            {
                result.AddError($"{name} can't be {number}. Allowed: whole numbers from 1.");
            }
        });
        return option;
    }

    public static Option<int> Cores() =>
        Number(
            "--cores",
            "Runs at once, of which each may use more than one core; what comes out is the same, only the seconds differ",
            Math.Min(2, Environment.ProcessorCount));
}
