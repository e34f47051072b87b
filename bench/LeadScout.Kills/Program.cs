using System.CommandLine;
using System.Globalization;
using LeadScout.Kills;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Real processes that are killed, or whose system calls fail; a stand-in for the LLM on 127.0.0.1.")
{
    FaultsCommand.Create(),
    CutsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
