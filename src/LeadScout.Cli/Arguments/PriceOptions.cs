using System.CommandLine;
using System.Globalization;
using LeadScout.Application.Jobs;

namespace LeadScout.Cli.Arguments;

/// <summary>
/// The options by which a user says what a model charges: <c>--price-in</c> with <c>--price-out</c>, or a table of their own.
/// </summary>
internal sealed class PriceOptions
{
    // Far above every model, and far inside what Money can count.
    private const decimal Most = 100_000;

    private readonly Option<decimal?> _in;

    private readonly Option<decimal?> _out;

    private readonly Option<string?>? _table;

    /// <summary>About the teacher, with a table for whoever is asked.</summary>
    public PriceOptions()
        : this(
            "--price-in",
            "What a million input tokens cost, cached or not; with --price-out it goes before every table",
            "--price-out",
            "What a million output tokens cost") =>
        _table = new("--prices")
        {
            HelpName = "FILE",
            Description =
                "A table of prices and limits, tab-separated: model, input, output, date, source and more; models that are not in it keep the built-in ones",
        };

    private PriceOptions(string inName, string inDescription, string outName, string outDescription) =>
        (_in, _out) = (Dollars(inName, inDescription), Dollars(outName, outDescription));

    /// <summary>About the second teacher.</summary>
    public static PriceOptions OfSecond() =>
        new(
            "--escalate-price-in",
            "The same as --price-in for the second LLM; with --escalate-price-out",
            "--escalate-price-out",
            "The same as --price-out for the second LLM");

    /// <summary>A price.</summary>
    public static Option<decimal?> Dollars(string name, string description) =>
        Parsed.Optional<decimal>(name, "DOLLARS", description, "US dollars per million tokens, as in 0.25", Parse);

    /// <summary>The options, in the order of help.</summary>
    public IEnumerable<Option> All => _table is null ? [_in, _out] : [_in, _out, _table];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_in) is null != result.GetResult(_out) is null)
            {
                result.AddError(
                    $"{_in.Name} and {_out.Name} belong together: give both, in US dollars per million tokens, as in {_in.Name} 0.25 {_out.Name} 2.00.");
            }
        });
    }

    /// <summary>What was given. The table's path is made absolute, because a job may go on from another folder.</summary>
    public StatedPrices Of(ParseResult parsed) => new(
        parsed.GetValue(_in), parsed.GetValue(_out),
        _table is not null && parsed.GetValue(_table) is { } table ? Path.GetFullPath(table) : null);

    private static decimal? Parse(string text) =>
        decimal.TryParse(text.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            && dollars <= Most
            ? dollars
            : null;
}
