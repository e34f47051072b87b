using System.CommandLine;
using System.Globalization;
using LeadScout.Simulation.Commands;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Runs jobs and streams in simulated worlds, where everything goes wrong by the seed, and checks what must hold.")
{
    SabotageCommand.Create(),
    SimulateCommand.Create(),
};
return root.Parse(args).Invoke();
