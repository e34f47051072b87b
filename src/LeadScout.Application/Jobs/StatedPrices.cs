using LeadScout.Llm;
using LeadScout.Llm.Prices;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Application.Jobs;

/// <summary>What the user says about prices; nothing by default.</summary>
/// <param name="Input">US dollars per million input tokens; given if and only if <paramref name="Output"/> is.</param>
/// <param name="Output">US dollars per million output tokens.</param>
/// <param name="Table">Path of a table of the user's own.</param>
public sealed record StatedPrices(decimal? Input = null, decimal? Output = null, string? Table = null)
{
    /// <summary>Whether anything is said.</summary>
    public bool IsAny => this != new StatedPrices();

    /// <summary>A teacher's options with these prices.</summary>
    /// <exception cref="BadInputException">The table is no good; the message says where.</exception>
    public TeacherOptions In(TeacherOptions options) => options with
    {
        Price = Input is { } input && Output is { } output ? new Price(input, input, output) : null,
        Prices = Table is null ? PriceTable.BuiltIn : PriceTable.Load(Table),
    };
}
