using System.CommandLine;
using LeadScout.Application.Reviews;
using LeadScout.Application.Reviews.Exchange;
using LeadScout.Cli.Review;
using LeadScout.Stores;

namespace LeadScout.Cli.Arguments;

/// <summary>The options of <c>review</c> that take it to another tool and back.</summary>
internal sealed class ExchangeOptions
{
    private readonly Option<string?> _export = new("--export")
    {
        HelpName = "FILE",
        Description = "Write the texts where a look is worth most (100 of them, or --limit), or with --sample those drawn, for another tool instead",
    };

    private readonly Option<string?> _import = new("--import") { HelpName = "FILE", Description = "Take in what people said in that tool instead" };

    private readonly Option<ExchangeForm?> _form = Parsed.Optional<ExchangeForm>(
        "--form", "NAME", "With --export and --import: whose form the file has", string.Join(" or ", ExchangeForms.Names), ExchangeForms.Of);

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_export);
        command.Add(_import);
        command.Add(_form);
        command.Validators.Add(result =>
        {
            var ways = new[] { result.GetValue(_export), result.GetValue(_import) }.Count(file => file is not null);
            if (ways > 1 || (ways == 1) != (result.GetResult(_form) is not null))
            {
                result.AddError($"Give --form with --export FILE or with --import FILE: {string.Join(" or ", ExchangeForms.Names)}.");
            }
        });
    }

    /// <summary>What is wanted; null for a review here.</summary>
    public Files? Of(ParseResult parsed) => parsed.GetValue(_form) is { } form
        ? new Files(form, parsed.GetValue(_export), parsed.GetValue(_import))
        : null;

    /// <summary>The file that goes or comes.</summary>
    internal sealed record Files(ExchangeForm Form, string? Export, string? Import)
    {
        public Task<int> RunAsync(
            ReviewExchange exchange, IDatabase store, ReviewTarget target, ReviewOptions options, CancellationToken interrupt) => Export is { } path
            ? exchange.ExportAsync(store, target, options, path, interrupt)
            : exchange.ImportAsync(store, target, options, Import!, interrupt);
    }
}
