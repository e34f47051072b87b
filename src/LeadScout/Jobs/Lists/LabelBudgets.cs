using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Jobs.Lists;

/// <summary>Which budgets by label count for which question of a job.</summary>
internal static class LabelBudgets
{
    /// <summary>The budgets of a question, in the order of its labels: what the job says, else what the label says of itself.</summary>
    public static ImmutableArray<LabelBudget> Of(Question question, ImmutableArray<LabelBudget> stated, bool withOwn = true)
    {
        var budgets = ImmutableArray.CreateBuilder<LabelBudget>();
        foreach (var label in question.Labels)
        {
            var own = stated.Where(budget => budget.Label == label.Name);
            var error = own.FirstOrDefault(budget => budget.MaxError is not null)?.MaxError ?? (withOwn ? label.MaxError : null);
            var recall = own.FirstOrDefault(budget => budget.MinRecall is not null)?.MinRecall ?? (withOwn ? label.MinRecall : null);
            if (error is not null || recall is not null)
            {
                budgets.Add(new LabelBudget(label.Name, error, recall));
            }
        }

        return budgets.ToImmutable();
    }

    /// <summary>The same as limits.</summary>
    public static ImmutableArray<LabelLimit> Limits(Question question, ImmutableArray<LabelBudget> budgets)
    {
        var limits = ImmutableArray.CreateBuilder<LabelLimit>();
        foreach (var budget in budgets)
        {
            var label = question.IndexOf(budget.Label);
            if (budget.MaxError is { } error)
            {
                limits.Add(LabelLimit.MaxError(label, error));
            }

            if (budget.MinRecall is { } recall)
            {
                limits.Add(LabelLimit.MinRecall(label, recall));
            }
        }

        return limits.ToImmutable();
    }

    /// <summary>Refuses budgets of labels that no question has, or several, and two of one label.</summary>
    /// <exception cref="BadInputException">Such a budget.</exception>
    public static void Check(ImmutableArray<Question> questions, ImmutableArray<LabelBudget> stated)
    {
        foreach (var budget in stated)
        {
            if (budget is { MaxError: null, MinRecall: null })
            {
                throw new BadInputException($"The budget of the label '{budget.Label}' says neither a largest error nor a least recall. State one.");
            }

            var having = questions.Where(question => question.IndexOf(budget.Label) >= 0).ToArray();
            if (having.Length == 0)
            {
                throw Unknown(budget.Label, [.. questions.SelectMany(question => question.Labels).Select(label => label.Name).Distinct()]);
            }

            if (having.Length > 1)
            {
                throw new BadInputException(
                    $"The questions {string.Join(" and ", having.Select(question => question.Name))} both have a label '{budget.Label}', so its budget "
                    + "could be meant for either. Write it into the question's file, at the label: max-error or min-recall.");
            }
        }

        Refuse(stated.Where(budget => budget.MaxError is not null), "largest error");
        Refuse(stated.Where(budget => budget.MinRecall is not null), "least recall");
    }

    private static void Refuse(IEnumerable<LabelBudget> budgets, string kind)
    {
        if (budgets.GroupBy(budget => budget.Label).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new BadInputException($"The {kind} of the label '{twice.Key}' is stated {twice.Count()} times. State it once.");
        }
    }

    private static BadInputException Unknown(string label, string[] labels)
    {
        var meant = labels.FirstOrDefault(known => known.Trim().Equals(label.Trim(), StringComparison.OrdinalIgnoreCase));
        return new BadInputException(
            $"There is a budget for the label '{label}', but no question has it.{(meant is null ? NearestNames.Hint(label, labels) : $" Did you mean '{meant}'?")} "
            + $"The labels are {string.Join(", ", labels)}.");
    }
}
