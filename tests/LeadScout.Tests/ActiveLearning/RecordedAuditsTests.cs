using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>
/// Audits as they were when these tests were written: whoever tells a job again from its log has to draw the same texts and to come to the
/// same bounds, and a plan that is only less good breaks no promise that another test would hold: it makes audits more.
/// </summary>
public sealed class RecordedAuditsTests
{
    private static readonly LabelledPopulation List = LabelledPopulation.Of(900, 5, 0.04, heaviest: 4, whereItLooksSafe: false);
    private static readonly LabelLimit[] Limits = [LabelLimit.MaxError(0, 0.1), LabelLimit.MinRecall(1, 0.8), LabelLimit.MaxError(3, 0.3)];

    [Fact]
    public void Directed_to_labels_with_budgets()
    {
        var auditor = List.Auditor(new ErrorBudget(0.06, 0.9), 3, Limits);
        var (drawn, probabilities) = Audit(auditor, 60);
        Assert.Equal([689, 82, 684, 876, 717, 619, 355, 587, 61, 536, 796, 220, 691, 62, 674, 560, 782, 252, 602, 149], drawn.Take(20));
        Assert.Equal((608, 0.125446), (drawn[^1], Rounded(probabilities)));
        Assert.Equal((60, 4, 968, 2.351903, 487, 0.65043, 28283.154739), Standing(auditor));
        Assert.Equal([73, 107.859375, 0.271736], Numbers(auditor.Plan()));
        Assert.Equal(
            [(99, [0, 44.25, double.PositiveInfinity]), (168961, [13, 79.570312, 0.29961]), (89, [0, 10.019531, double.PositiveInfinity])],
            auditor.Labels!.Goals.Select(goal => (goal.MostWrong, Numbers(auditor.Plan(goal)))));
        Assert.Equal([(99, 275, 142), (254, 168, 103), (101, 326, 49), (89, 326, 57)], Bounds(auditor));
    }

    [Fact]
    public void With_texts_asked_outright_and_risks_told_anew()
    {
        var auditor = List.Auditor(new ErrorBudget(0.06, 0.9), 3, Limits);
        var (_, probabilities) = Audit(auditor, 120);
        Assert.Equal((120, 5, 131, 1.295021, 36, 0.438747, 144.579312), Standing(auditor));
        int[] outright = [.. Enumerable.Range(0, 900).Where(text => !auditor.IsPlanned(text) && List.Risks[text] > 0.35)];
        foreach (var text in outright)
        {
            auditor.AskOutright(text);
            auditor.Reveal(text, List.True[text]);
        }

        Assert.Equal(73, outright.Length);
        probabilities += Audit(auditor, 60).Probabilities;
        Assert.Equal((180, 5, 27, 0, 0, 0.362755, 0), Standing(auditor));
        Assert.Equal([0, 0, 1], auditor.Labels!.Goals.Select(goal => goal.Asked));
        auditor.Reassess([.. List.Risks.Select(risk => risk / 2)]);
        probabilities += Audit(auditor, 60).Probabilities;

        Assert.Equal((240, 5, 14, 0, 0, 0.335939, 0), Standing(auditor));
        Assert.Equal(0.451405, Rounded(probabilities));
        Assert.Equal([(12, 31, null), (31, 14, 41), (31, 31, 27), (13, 31, 30)], Bounds(auditor));
        Assert.True(auditor.AllHold);
    }

    [Fact]
    public void Without_budgets_by_label()
    {
        var auditor = List.Auditor(new ErrorBudget(0.06, 0.9), 3);
        Audit(auditor, 60);
        Assert.Equal((60, 104, 1.750214, 57, 0.400031, null), (auditor.Audits, auditor.MostWrongRows, Rounded(auditor.MissingEvidence), auditor.LeastAudits(), Rounded(auditor.RiskFactor), auditor.DirectedAudits));
        Assert.Equal([(93, 106, 155), (103, 106, 96), (89, 106, 47), (73, 106, 56)], Bounds(auditor));
        Audit(auditor, 60);
        Assert.Equal((120, 69, 1.397691, 49, 0.491428, null), (auditor.Audits, auditor.MostWrongRows, Rounded(auditor.MissingEvidence), auditor.LeastAudits(), Rounded(auditor.RiskFactor), auditor.DirectedAudits));
        Assert.Equal(12, auditor.Plan().Asks);
        Assert.Equal([(58, 49, 137), (41, 59, 86), (59, 59, 42), (51, 59, 51)], Bounds(auditor));
    }

    [Fact]
    public void Risks_and_losses_by_the_budget_that_they_count_for()
    {
        var auditor = List.Auditor(new ErrorBudget(0.06, 0.9), 3, Limits);
        var (error, recall) = (auditor.Labels!.Goals[0], auditor.Labels.Goals[1]);
        int own = Array.FindIndex(List.Frozen, label => label == 1), second = Array.FindIndex(List.Frozen, label => label == 0), other = Array.FindIndex(List.Frozen, label => label == 2);

        Assert.Equal([0, Math.Max(1e-9, List.Risks[second]), 0], new[] { own, second, other }.Select(text => auditor.RiskFor(error, text)));
        Assert.Equal(Math.Max(1e-9, List.Risks[own]), auditor.RiskFor(recall, own));
        Assert.Equal(0.6 * List.Risks[second], auditor.RiskFor(recall, second), 1e-12); // whose runner-up it is
        Assert.Equal(0.4 * List.Risks[other] * (1.0 + auditor.Labels.Rows(1)) / (4 + List.Rows), auditor.RiskFor(recall, other), 1e-12);
        Assert.Equal(auditor.RiskFor(recall, own) * 0.25, auditor.LossFor(recall, own), 1e-12); // a wrong row weighs (1 - 0.8) / 0.8 of a missed one
        Assert.Equal(auditor.RiskFor(recall, second), auditor.LossFor(recall, second), 1e-12);
        Assert.Equal(auditor.RiskFor(error, second), auditor.LossFor(error, second), 1e-12);
    }

    [Fact]
    public void Plans_for_lists_of_all_kinds()
    {
        Assert.Equal([60, 206.71875, 0.4], Plan(0.02, 3000, i => (1 + (i % 3), i % 50 == 0 ? 0.4 : 0.002)));
        Assert.Equal([135, 105.507812, 0.0755], Plan(0.05, 500, i => (1, 0.001 * (i % 90))));
        Assert.Equal([50, 114.257812, 0.61], Plan(0.02, 2000, i => (1 + (i % 40 == 0 ? 60 : 0), 0.01)));
        Assert.Equal([50, 0, 0], Plan(0, 50, _ => (1, 0.01)));
        Assert.Equal([0, 4.0625, double.PositiveInfinity], Plan(0.5, 40, _ => (1, 0.01)));

        static double[] Plan(double maxError, int count, Func<int, (int Rows, double Risk)> text) =>
            Enumerable.Range(0, count).Select(text).ToArray() is var texts ? Numbers(AuditPlan.For(new ErrorBudget(maxError, 0.95), texts.Sum(one => (long)one.Rows), texts)) : [];
    }

    [Fact]
    public void What_is_studied_of_a_longer_list()
    {
        var pool = TrainingPool.Of([3, 0, 1, 5, 5, 2, 2, 2, 1, 1, 1, 9], 4, 10, 6);
        Assert.Equal((6, false), (pool.Count, pool.AreAll));
        Assert.Equal([0, 2, 3, 4, 10, 11], Enumerable.Range(0, 6).Select(pool.Text));
        Assert.Equal([0, -1, 1, 2], Enumerable.Range(0, 4).Select(pool.Place));
    }

    [Fact]
    public void An_eighth_of_the_answers_may_be_in_flight() =>
        Assert.Equal([1, 1, 2, 50], new[] { (0, 5), (79, 5), (80, 5), (4000, 10) }.Select(one => LearningWindow.CallsAfter(one.Item1, one.Item2)));

    [Fact]
    public void The_modes_of_learning_have_words()
    {
        Assert.Equal(["immediate", "deferred", "deferred:job"], Enum.GetValues<LearnMode>().Select(mode => mode.Word()));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((LearnMode)9).Word());
    }

    [Fact]
    public void Texts_without_a_weight_or_a_risk_are_refused()
    {
        Assert.Contains("2 weights but 1 risks", Assert.Throws<ArgumentException>(() => new FrozenTexts([1, 1], [0.1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrozenTexts([0], [0.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrozenTexts([1], [0.1]).Reassess([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Auditor(ErrorBudget.Default, 2, [3], [0.1], 1));
    }

    private static (List<int> Texts, double Probabilities) Audit(Auditor auditor, int count)
    {
        var (texts, sum) = (new List<int>(), 0.0);
        for (var i = 0; i < count; i++)
        {
            texts.Add(auditor.DrawAudit(out var probability));
            auditor.Reveal(texts[^1], List.True[texts[^1]]);
            sum += probability;
        }

        return (texts, sum);
    }

    private static (int, int, long, double, double, double, double?) Standing(Auditor auditor) => (
        auditor.Audits, auditor.AuditErrors, auditor.MostWrongRows, Rounded(auditor.MissingEvidence), auditor.LeastAudits(), Rounded(auditor.RiskFactor),
        auditor.DirectedAudits is { } audits ? Rounded(audits) : null);

    private static IEnumerable<(long, long, int?)> Bounds(Auditor auditor) =>
        Enumerable.Range(0, 4).Select(auditor.Bounds).Select(bounds => (bounds.MostWrong, bounds.MostMissed, bounds.AsksToKnow));

    private static double[] Numbers(AuditPlan plan) => [plan.Outright, Rounded(plan.Audits), double.IsFinite(plan.LeastWrongRows) ? Rounded(plan.LeastWrongRows) : plan.LeastWrongRows];

    private static double Rounded(double number) => Math.Round(number, 6);
}
