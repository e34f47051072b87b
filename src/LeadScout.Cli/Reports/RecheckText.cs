using LeadScout.Application.Reports;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>What can be done about old decisions once it is known how much would change, for a person.</summary>
internal static class RecheckText
{
    public static void Write(IAnsiConsole console, RecheckDocument recheck)
    {
        console.WriteLine();
        console.WriteLine("What you can do:");
        foreach (var offer in recheck.Offers)
        {
            console.WriteLine($"  {PriceOf(offer)}: {offer.Says}");
            if (offer.Command is { } command)
            {
                console.Profile.Out.Writer.WriteLine($"      {command}"); // whole, so that it can be copied
            }
        }
    }

    /// <summary>The price goes first.</summary>
    private static string PriceOf(OfferDocument offer) => offer switch
    {
        { Price: { } price } => ForecastText.Of(price),
        { Offer: "keep" or "correct" } => "free",
        _ => "price not known here",
    };
}
