using System.CommandLine;
using System.Globalization;
using LeadScout.Load;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20, Description = "How long to load it, 1 to 300." };
var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 200, Description = "Requests a second, 1 to 2000." };
var rows =
    new Option<int>("--rows") { DefaultValueFactory = _ => 20_000, Description = "Rows of the list that a job labels meanwhile, all different; 0 for no job." };
var estimates = new Option<int>("--estimates") { Description = "In place of the load: so many estimates of a list of that many rows at once, and the memory that they take." };
var root = new RootCommand(
    "Single classifications of warm texts at a fixed rate while a job runs: everything on 127.0.0.1, the server in a process of its own, a stand-in for the teacher.")
{
    seconds, rate, rows, estimates,
};
root.SetAction(async (parsed, interrupt) =>
{
    if (parsed.GetValue(estimates) is > 0 and <= 64 and var many)
    {
        await new EstimateRun(many, Math.Clamp(parsed.GetValue(rows), 1, 2_000_000)).WriteAsync(Console.Out, interrupt);
        return 0;
    }

    var run = new LoadRun(
        Math.Clamp(parsed.GetValue(seconds), 1, 300),
        Math.Clamp(parsed.GetValue(rate), 1, 2000),
        Math.Clamp(parsed.GetValue(rows), 0, 1_000_000));
    var result = await run.RunAsync(interrupt);
    result.Write(Console.Out);
    return result.Failed == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
