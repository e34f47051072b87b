using System.CommandLine;
using System.Globalization;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Figures;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Several servers as one service: real processes on 127.0.0.1, a PostgreSQL server of their own, a stand-in for the LLM.")
{
    FaultsCommand.Create(),
    StoreCommand.Create(),
    SpreadCommand.Create(),
    SpendingCommand.Create(),
    ListsCommand.Create(),
    SameCommand.Create(),
    JudgingCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
