using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>
/// An adversary who knows risks and weights leaves just more wrong than the budget allows. How often is that certified all the same?
/// Slack: 100 runs at 10 % give at most 10 + 3.3 standard deviations = 20 false certificates with probability above 0.999.
/// </summary>
public sealed class CertificateValidityTests
{
    private const int Runs = 100;
    private const int MostFalse = 20;
    private static readonly ErrorBudget Budget = new(0.05, 0.9);

    public static TheoryData<string, int> Adversaries => new()
    {
        { "lowest", 1 }, { "highest", 1 }, { "scattered", 1 }, { "lowest", 30 }, { "scattered", 30 },
    };

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void False_certificates_are_as_rare_as_promised(string adversary, int heaviest) =>
        Assert.InRange(FalseCertificates(adversary, heaviest, lag: 0, outright: false), 0, MostFalse);

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void They_stay_rare_with_lag_outright_asks_and_misleading_risks(string adversary, int heaviest) =>
        Assert.InRange(FalseCertificates(adversary, heaviest, lag: 30, outright: true), 0, MostFalse);

    [Fact]
    public void The_reported_bound_is_right_at_every_moment_as_often_as_promised()
    {
        int broken = Enumerable.Range(0, Runs).Count(run =>
        {
            var population = Population.Calibrated(400, run, factor: 3);
            var auditor = population.Auditor(Budget, (ulong)run);
            int left = population.WrongRows;
            bool wrongBound = false;
            while (auditor.CanDraw)
            {
                int text = auditor.DrawAudit();
                auditor.Reveal(text, population.Wrong[text]);
                left -= population.Wrong[text] ? 1 : 0;
                wrongBound |= left > auditor.MostWrongRows;
            }

            return wrongBound;
        });
        Assert.InRange(broken, 0, MostFalse);
    }

    private static int FalseCertificates(string adversary, int heaviest, int lag, bool outright) =>
        Enumerable.Range(0, Runs).Count(run => IsFalse(adversary, heaviest, lag, outright, run));

    private static bool IsFalse(string adversary, int heaviest, int lag, bool outright, int run)
    {
        var scatter = new Random(~run);
        Func<double, double> order = adversary switch
        {
            "lowest" => risk => risk,
            "highest" => risk => -risk,
            "middle" => risk => Math.Abs(risk - 0.05),
            _ => _ => scatter.NextDouble(),
        };
        var plain = Population.JustTooWrong(300, 0, run, order, heaviest);
        long allowed = Budget.WrongRows(plain.Rows);
        var population = Population.JustTooWrong(300, outright ? allowed + (allowed / 2) : allowed, run, order, heaviest);
        var auditor = population.Auditor(Budget, (ulong)run);
        var waiting = new Queue<int>();
        long left = population.WrongRows;
        for (int step = 0; !auditor.Holds; step++)
        {
            if (auditor.CanDraw)
            {
                waiting.Enqueue(Plan(auditor, population, outright && step % 3 == 2, step));
            }

            if (waiting.Count > lag || !auditor.CanDraw)
            {
                int text = waiting.Dequeue();
                left -= population.Wrong[text] ? population.Weights[text] : 0;
                auditor.Reveal(text, population.Wrong[text]);
            }
        }

        return left > allowed;
    }

    /// <summary>Draws; or asks the text that looks safest, after turning the risks of the rest upside down.</summary>
    private static int Plan(Auditor auditor, Population population, bool outright, int step)
    {
        if (!outright)
        {
            return auditor.DrawAudit();
        }

        auditor.Reassess([.. population.Risks.Select(risk => step % 2 == 0 ? risk : 0.5 - risk)]);
        int text = Enumerable.Range(0, population.Risks.Length).Where(i => !auditor.IsPlanned(i)).MaxBy(i => population.Risks[i]);
        auditor.AskOutright(text);
        return text;
    }
}
