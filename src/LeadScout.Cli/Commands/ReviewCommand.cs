using System.CommandLine;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reviews;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Review;
using LeadScout.Cli.Terminals;
using LeadScout.Hints;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout review</c>: a person looks at what the list says.</summary>
internal static class ReviewCommand
{
    public static Command Create(Terminal terminal)
    {
        var what = new Argument<string?>("job or list")
        {
            Description = "A job's id, or a list that was labelled; unless given, the newest job with a result",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var question = CommonOptions.Question();
        (question.Required, question.Description) = (false, "What the list was asked; known unless the list comes from elsewhere");
        var sample = Parsed.Optional(
            "--sample", "N", "Look at N rows drawn by lot instead, to measure how accurate the list is", "a whole number from 1 to 10000", Parsed.Whole(1, 10_000));
        var limit = Parsed.Optional(
            "--limit",
            "N",
            "Stop after N texts; go on later with the same command",
            "a whole number from 1",
            Parsed.Whole(1, int.MaxValue));
        var seed = Parsed.Option(
            "--seed", "N", "Seed of the sample", "a whole number from 0", 1UL, Parsed.Whole(ulong.MinValue, ulong.MaxValue));
        var confidence = Parsed.Optional<double>(
            "--confidence",
            "SHARE",
            "How sure of the accuracy you want to be [default: 95%]",
            "a percentage as in 95%, or a fraction as in 0.95; between 0% and 100%, neither included",
            text => ShareText.Parse(text) is { } share and > 0 and < 1 ? share : null);
        var by =
            new Option<string>("--by") { HelpName = "NAME", Description = "Who says so; kept with each answer", DefaultValueFactory = _ => Environment.UserName };
        var exchange = new ExchangeOptions();
        var embeddings = new EmbeddingOptions();
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "review",
            "Look at the texts where a person's eye is worth most, or at a random sample. Each answer outranks the LLM's and is kept and learned at once.")
        {
            what, question, sample, limit, seed, confidence, by, database, format,
        };
        exchange.AddTo(command);
        embeddings.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var choice = embeddings.Of(parsed);
            using var store = Databases.Open(terminal, parsed.GetRequiredValue(database));
            var target = await ReviewTarget.FindAsync(store, parsed.GetValue(what), parsed.GetValue(question), interrupt);
            var wanted = new ReviewOptions(
                parsed.GetValue(sample),
                parsed.GetValue(limit) ?? int.MaxValue,
                parsed.GetValue(seed),
                parsed.GetValue(confidence) ?? 0.95,
                parsed.GetRequiredValue(by),
                EmbedderOf(choice, terminal),
                choice is { KeepsVectors: true });
            var chosen = parsed.GetValue(format) ?? OutputFormat.Text;
            return exchange.Of(parsed) is { } files
                ? await files.RunAsync(new ReviewExchange(terminal, chosen, files.Form, parsed.GetRequiredValue(database)), store, target, wanted, interrupt)
                : await new ReviewSession(terminal, chosen, parsed.GetRequiredValue(database)).RunAsync(store, target, wanted, interrupt);
        });
        return command;
    }

    private static IEmbedder? EmbedderOf(EmbeddingChoice? choice, Terminal terminal) => Embedders.Of(
        choice, path => path, service => Embedders.OptionsOf(service, terminal.Environment, terminal.Clock, new TeacherSettings(), null));
}
