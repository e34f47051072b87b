using System.CommandLine;
using System.Text;
using LeadScout.Savings.Accuracy;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Commands;

/// <summary><c>accuracy</c>: what the intervals of <c>leadscout review --sample</c> are worth.</summary>
internal static class AccuracyCommand
{
    private static readonly int[] Samples = [100, 300];

    public static Command Create()
    {
        var reviews = SharedOptions.Number("--reviews", "Simulated reviews of each list", 400);
        var (target, cores) = (SharedOptions.Out("accuracy.md"), SharedOptions.Cores());
        var command = new Command(
            "accuracy",
            "Measure how wide the intervals for the accuracy of a list are, and how often the truth lies outside.") { reviews, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var work = Samples.SelectMany(drawn => Enumerable.Range(0, AccuracyRuns.Lists.Count).Select(list => (drawn, list))).ToArray();
            var runs = await InParallel.RunAsync(
                work, parsed.GetValue(cores),
                one => Task.Run(() => AccuracyRuns.Of(one.list, one.drawn, parsed.GetValue(reviews)), cancellation), cancellation);
            Output.Write(parsed.GetValue(target)!, Render(runs, parsed.GetValue(reviews)));
        });
        return command;
    }

    private static string Render(IReadOnlyList<AccuracyRuns> runs, int reviews)
    {
        var text = new StringBuilder(
            $"""
            # How accurate a list is: the intervals of a random sample

            Made-up lists of {Show.Whole(AccuracyRuns.Rows)} rows, {Show.Whole(reviews)} reviews each, intervals at {Show.Share(AccuracyRuns.Confidence)}. Mean ends of the interval for the accuracy; in brackets
            the reviews in which the truth lay outside: of the running intervals at any moment, of the exact one at the end.

            | list | rows judged | accuracy | exact, size fixed beforehand | running, without predictions | running, sharpened by them |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var run in runs)
        {
            text.Append(
                Markdown.Row([run.Name, Show.Whole(run.Drawn), Show.Share(1 - run.Wrong), .. run.Methods.Select(method => $"{Show.Share(method.Lower)} – {Show.Share(method.Upper)} ({Show.Share(method.Missed)})")]));
        }

        return text.ToString();
    }
}
