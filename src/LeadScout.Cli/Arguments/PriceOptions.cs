using System.CommandLine;
using System.Globalization;
using LeadScout.Application.Jobs;

namespace LeadScout.Cli.Arguments;

/// <summary>The options by which a user says what a model charges: <c>--price-in</c> with <c>--price-out</c>, or a table of their own.</summary>
internal sealed class PriceOptions
{
    // Far above every model, and far inside what Money can count.
    private const decimal Most = 100_000;

    private readonly Option<decimal?> _in = Dollars("--price-in", "What a million input tokens cost, cached or not; with --price-out it goes before every table");

    private readonly Option<decimal?> _out = Dollars("--price-out", "What a million output tokens cost");

    private readonly Option<string?> _table = new("--prices")
    {
        HelpName = "FILE",
        Description = "A table of prices and limits, tab-separated: model, input, output, date, source and more; models that are not in it keep the built-in ones",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_in);
        command.Add(_out);
        command.Add(_table);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_in) is null != result.GetResult(_out) is null)
            {
                result.AddError("--price-in and --price-out belong together: give both, in US dollars per million tokens, as in --price-in 0.25 --price-out 2.00.");
            }
        });
    }

    /// <summary>What was given. The table's path is made absolute, because a job may go on from another folder.</summary>
    public StatedPrices Of(ParseResult parsed) => new(
        parsed.GetValue(_in), parsed.GetValue(_out), parsed.GetValue(_table) is { } table ? Path.GetFullPath(table) : null);

    private static Option<decimal?> Dollars(string name, string description) =>
        Parsed.Optional<decimal>(name, "DOLLARS", description, "US dollars per million tokens, as in 0.25", Parse);

    private static decimal? Parse(string text) =>
        decimal.TryParse(text.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars <= Most ? dollars : null;
}
