using System.CommandLine;
using System.Globalization;
using LeadScout.Benchmarks.Commands;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Measures how fast LeadScout is and how it grows.")
{
    DailyCommand.Create(),
    GrowthCommand.Create(),
    ScaleCommand.Create(),
    SoakCommand.Create(),
    StoreCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
