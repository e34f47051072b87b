using System.CommandLine;
using System.Globalization;
using LeadScout.Questions;
using LeadScout.Savings.Commands;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Measures what LeadScout saves, what its certificates are worth, and what learning costs.")
{
    RunCommand.Create(),
    ValidityCommand.Create(),
    ByLabelCommand.Create(),
    CostCommand.Create(),
    CostCommand.CreateOne(),
    OcatsCommand.Create(),
    TogetherCommand.Create(),
    TransferCommand.Create(),
    TokensCommand.Create(),
    AccuracyCommand.Create(),
    ForecastCommand.Create(),
    RegretCommand.Create(),
    SecondListCommand.Create(),
    CallsCommand.Create(),
    HintsCommand.Create(),
    StreamsCommand.Create(),
    InjectionCommand.Create(),
    ReadmeCommand.Create(),
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
