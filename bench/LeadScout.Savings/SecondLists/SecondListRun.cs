using LeadScout.Questions;
using LeadScout.Savings.Regret;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;
using LeadScout.StoreKit;

namespace LeadScout.Savings.SecondLists;

/// <summary>A list whose question was asked before, about other rows of the same set: where its asks went, and what would have been enough.</summary>
internal sealed record SecondListRun
{
    /// <summary>The set.</summary>
    public required string Set { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The budget of both lists.</summary>
    public required double MaxError { get; init; }

    /// <summary>Rows of the first list.</summary>
    public required int FirstRows { get; init; }

    /// <summary>Rows of the list.</summary>
    public required int Rows { get; init; }

    /// <summary>Answers from the first list.</summary>
    public required int Answers { get; init; }

    /// <summary>Rows whose text has an answer.</summary>
    public required int Known { get; init; }

    /// <summary>Rows that would be wrong, had the student decided all others before the first ask.</summary>
    public required int WrongAtOnce { get; init; }

    /// <summary>The same as the student foresaw it.</summary>
    public required double Foreseen { get; init; }

    /// <summary>Texts asked to learn, or because that was cheaper than an audit.</summary>
    public required int Outright { get; init; }

    /// <summary>Audits, of all attempts.</summary>
    public required int Audits { get; init; }

    /// <summary>Audits that found an error.</summary>
    public required int AuditErrors { get; init; }

    /// <summary>Calls.</summary>
    public required int Calls { get; init; }

    /// <summary>Calls that were not full.</summary>
    public required int PartialCalls { get; init; }

    /// <summary>The longest chain of calls that waited for one another.</summary>
    public required int CallsInSequence { get; init; }

    /// <summary>US dollars.</summary>
    public required decimal Dollars { get; init; }

    /// <summary>Those that as many full calls as hold the same texts would not have cost.</summary>
    public required decimal DollarsForPartialCalls { get; init; }

    /// <summary>Texts that the cheapest certified plan asks, in hindsight.</summary>
    public required double Cheapest { get; init; }

    /// <summary>Rows that differ from the teacher's.</summary>
    public required int Different { get; init; }

    /// <summary>Texts asked.</summary>
    public int Asked => Outright + Audits;

    /// <summary>Runs a first list and, for each budget, a second one after it.</summary>
    public static async Task<SecondListRun> OfAsync(Sample first, Sample second, ulong seed, ErrorBudget budget)
    {
        var store = new InMemoryStore();
        var before = new Trial(first, seed, RunOptions.Default);
        await ListJob.RunAsync(before, budget, store);
        var answered = await AnsweredAsync(store, first.Set);
        var trial = new Trial(second, seed, RunOptions.Default);
        LearningMoment? start = null;
        var moments = new LearningRun(trial, answered).Moments().Select(moment => (start ??= moment, moment).moment);
        var cheapest = Hindsight.Cheapest(moments, second.Rows.Length, [budget])[0];
        var outcome = await ListJob.RunAsync(trial, budget, store);
        var certificate = outcome.Certificate!;
        return new SecondListRun
        {
            Set = second.Set.Name,
            Seed = seed,
            MaxError = budget.MaxError,
            FirstRows = first.Rows.Length,
            Rows = second.Rows.Length,
            Answers = answered.Length,
            Known = second.Rows.Length - start!.Open.Sum(text => text.Rows),
            WrongAtOnce = start.Open.Where(text => text.IsWrong).Sum(text => text.Rows),
            Foreseen = start.Open.Sum(text => text.Rows * text.Risk),
            Outright = trial.Teacher.AskedTexts - certificate.Audits,
            Audits = certificate.Audits,
            AuditErrors = certificate.AuditErrors,
            Calls = trial.Teacher.Calls,
            PartialCalls = trial.Teacher.CallsBelow(trial.Options.RowsPerCall),
            CallsInSequence = outcome.CallsInSequence,
            Dollars = trial.Options.Price.Of(trial.Teacher.Usage).Dollars,
            DollarsForPartialCalls = trial.Teacher.DollarsForPartialCalls(trial.Options.RowsPerCall),
            Cheapest = cheapest,
            Different = trial.CountDifferent(outcome.Output),
        };
    }

    /// <summary>The texts of the set that have an answer, in the order of their answers.</summary>
    private static async Task<int[]> AnsweredAsync(InMemoryStore store, LabelledSet set)
    {
        var texts = new List<int>();
        await foreach (var answer in store.ReadAllAsync(set.Question.Version))
        {
            texts.Add(set.IndexOf(answer.Key));
        }

        return [.. texts.Distinct()];
    }
}
