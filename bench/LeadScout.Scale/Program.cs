using System.CommandLine;
using System.Globalization;
using LeadScout.Questions;
using LeadScout.Scale.Commands;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Measures whole jobs over large lists: time against a copy of the file, and memory as rows grow.")
{
    WarmCommand.Create(),
    WarmCommand.CreateCopyOne(),
    WarmCommand.CreateWarmOne(),
    FormatsCommand.Create(),
    FormatsCommand.CreateCopyOne(),
    WorkbooksCommand.Create(),
    WorkbooksCommand.CreateReadOne(),
    WorkbooksCommand.CreateParts(),
};

try
{
    return await root.Parse(args).InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (BadInputException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
