using System.CommandLine;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Trials;

namespace LeadScout.Simulation.Commands;

/// <summary>Breaks a promise of the store on purpose, one after the other, and says which seed and which invariant noticed.</summary>
internal static class SabotageCommand
{
    private const int MostSeeds = 100;

    public static Command Create()
    {
        var command = new Command("sabotage", "Breaks promises of the store on purpose, and says what noticed.");
        command.SetAction(_ =>
        {
            OneThread.Take();
            var unnoticed = 0;
            foreach (var kind in Enum.GetValues<Sabotage>().Where(kind => kind != Sabotage.None))
            {
                var noticed = Enumerable.Range(1, MostSeeds)
                    .Select(seed => OneThread.Run(() => Trial.RunAsync(seed, StoreKind.Sabotaged(kind))))
                    .FirstOrDefault(result => result.Broken is not null);
                unnoticed += noticed is null ? 1 : 0;
                Console.WriteLine(noticed is null
                    ? $"{kind}: not noticed in {MostSeeds} seeds"
                    : $"{kind}: seed {noticed.Seed} broke \"{noticed.Broken!.Invariant}\": {noticed.Broken.Message}");
            }

            return unnoticed == 0 ? 0 : 1;
        });
        return command;
    }
}
