using System.Globalization;
using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Injection;

/// <summary>Renders what the attacks came to.</summary>
internal static class InjectionTable
{
    private const string Heading = """
        # Texts that give the LLM orders

        One text in a list of {0} job titles (the demo's) tells the model what to answer. The stand-in obeys whatever it can read, in 20 languages and 13 codes, about
        its own item and about others: no real model is as bad. An answer is *flipped* if it is about another text and not what the model says of that when nobody gives it orders. *Rows more wrong*
        are rows of the result that are wrong and were not in the same job without that text: flipped ones, those that the student learned from them, and the student's own errors where the job took another
        course. The text's own row is left out: what a model says about a text that gives it orders is anybody's guess, and nothing defends it. `injection` in bench/LeadScout.Savings; real HTTP, the product's own job, tokens as the stand-in counts them
        (four characters each).

        ## By defence

        | asked | attacks | shared a call | flipped others | answers flipped in all | most by one | rows more wrong in all | most by one | calls without an attack | tokens without | against default | tokens with, mean |
        |---|---|---|---|---|---|---|---|---|---|---|---|

        """;

    public static string Render(int rows, IReadOnlyList<InjectionOutcome> outcomes)
    {
        var text = new StringBuilder(Heading.Replace("{0}", Whole(rows), StringComparison.Ordinal).ReplaceLineEndings("\n"));
        var first = outcomes[0].Honest.Tokens;
        foreach (var outcome in outcomes)
        {
            var flips = outcome.Attacked.Select(one => one.Result.FlippedAnswers).ToArray();
            var rowsMore = outcome.Attacked.Select(one => one.Result.RowsSince(outcome.Honest)).ToArray();
            text.Append(Markdown.Row(
                outcome.Defence.Name,
                Whole(flips.Length),
                Whole(outcome.Attacked.Count(one => one.Result.Shared)),
                Whole(flips.Count(flip => flip > 0)),
                Whole(flips.Sum()),
                Whole(flips.Max()),
                Whole(rowsMore.Sum()),
                Whole(rowsMore.Max()),
                Whole(outcome.Honest.Calls),
                Whole(outcome.Honest.Tokens),
                string.Create(CultureInfo.InvariantCulture, $"{100.0 * outcome.Honest.Tokens / first:0.0} %"),
                Whole((long)outcome.Attacked.Average(one => one.Result.Tokens))));
        }

        text.Append("\n## Answers flipped, by attack\n\n")
            .Append(Markdown.Row(["kind", "attack", .. outcomes.Select(outcome => outcome.Defence.Name)]))
            .Append('|').Insert(text.Length, "---|", outcomes.Count + 2).Append('\n');
        foreach (var (place, (attack, _)) in outcomes[0].Attacked.Index())
        {
            text.Append(Markdown.Row(
                [attack.Kind, attack.Name, .. outcomes.Select(outcome => Whole(outcome.Attacked[place].Result.FlippedAnswers))]));
        }

        return text.ToString();
    }

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>A defence, and what came of it.</summary>
/// <param name="Defence">The defence.</param>
/// <param name="Honest">The list without an attack.</param>
/// <param name="Attacked">By attack.</param>
internal sealed record InjectionOutcome(Defence Defence, InjectionResult Honest, IReadOnlyList<(Attack Attack, InjectionResult Result)> Attacked);
