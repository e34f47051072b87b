using System.CommandLine;
using System.Globalization;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;

var answers =
    new Option<string?>("--answers") { Description = "Tab-separated file with the answers; without it labels are made up from the request's schema." };
var textColumn = new Option<string>("--text-column") { DefaultValueFactory = _ => "text", Description = "The column with the texts." };
var labelColumn = new Option<string>("--label-column") { DefaultValueFactory = _ => "label", Description = "The column with the labels." };
var questions =
    new Option<string[]>("--question") { AllowMultipleArgumentsPerToken = true, Description = "Names of questions that have a label column each." };
var port = new Option<int>("--port") { Description = "0 for any free port." };
var latency = new Option<string>("--latency") { DefaultValueFactory = _ => "0ms", Description = "How long each reply takes, as in 50ms." };
var faults =
    new Option<string[]>("--fault") { AllowMultipleArgumentsPerToken = true, Description = $"KIND:RATE, as in 429:0.1. Kinds: {Fault.Kinds}." };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Decides which calls the faults hit." };
var root = new RootCommand(
    "A stand-in for an LLM: speaks the wire formats of OpenAI, Anthropic and Ollama on 127.0.0.1, and answers from a file.")
{
    answers, textColumn, labelColumn, questions, port, latency, faults, seed,
};
root.SetAction(async (parsed, cancellation) =>
{
    try
    {
        var options = new StandInOptions
        {
            Answers = parsed.GetValue(answers) is { } file
                ? Recording.Load(file, parsed.GetValue(textColumn)!, parsed.GetValue(labelColumn)!, parsed.GetValue(questions))
                : null,
            Questions = [.. parsed.GetValue(questions) ?? []],
            Port = parsed.GetValue(port),
            Latency = Milliseconds(parsed.GetValue(latency)!),
            Faults = [.. (parsed.GetValue(faults) ?? []).Select(FaultRate.Parse)],
            Seed = parsed.GetValue(seed),
        };
        await using var server = await StandInServer.StartAsync(options);
        Console.WriteLine($"listening on {server.Url}");
        await server.WaitForShutdownAsync(cancellation);
        return 0;
    }
    catch (Exception e) when (e is BadInputException or FormatException or IOException)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 2;
    }
});
return await root.Parse(args).InvokeAsync();

static TimeSpan Milliseconds(string text) =>
    text.EndsWith("ms", StringComparison.Ordinal)
    && double.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new FormatException($"The latency '{text}' must be written as 50ms.");
