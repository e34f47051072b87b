using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>
/// A student that remembers the places where earlier audits fell, is right there and wrong elsewhere, in twice as many rows as the budget
/// allows. Its risks are flat, so the same random numbers would fall on the same places again. How often is it certified all the same?
/// Slack: 200 runs at 5 % give at most 10 + 3.3 standard deviations = 20 false certificates with probability above 0.999.
/// </summary>
public sealed class ReusedSeedsTests
{
    private const int Runs = 200;
    private const int MostFalse = 20;
    private const int Texts = 2_000;
    private static readonly ErrorBudget Budget = new(0.02, 0.95);

    [Fact]
    public void Random_numbers_that_are_used_again_make_false_certificates() =>
        Assert.InRange(FalseCertificates((_, _) => 1, (_, _) => 1), 0.9 * Runs, Runs);

    [Fact]
    public void A_second_job_over_a_like_list_has_draws_of_its_own() =>
        Assert.InRange(
            FalseCertificates((run, _) => AuditsOf($"job {run}", 0), (run, audits) => AuditsOf($"job {run}'", audits)), 0, MostFalse);

    [Fact]
    public void The_same_job_over_a_longer_log_has_draws_of_its_own() =>
        Assert.InRange(
            FalseCertificates((run, _) => AuditsOf($"job {run}", 0), (run, audits) => AuditsOf($"job {run}", audits)), 0, MostFalse);

    [Fact]
    public void A_second_attempt_of_a_job_has_draws_of_its_own() =>
        Assert.InRange(
            FalseCertificates((run, _) => AuditsOf($"job {run}", 0), (run, _) => AuditsOf($"job {run}", 0, attempt: 1)), 0, MostFalse);

    [Fact]
    public void Another_question_of_the_job_has_draws_of_its_own() =>
        Assert.InRange(
            FalseCertificates((run, _) => AuditsOf($"job {run}, question a", 0), (run, _) => AuditsOf($"job {run}, question b", 0)),
            0,
            MostFalse);

    [Fact]
    public void A_self_check_and_the_audits_have_draws_of_their_own() =>
        Assert.InRange(
            FalseCertificates((run, _) => SeedSequence.Of(1, $"job {run}", 0).Spawn("self-check"), (run, _) => AuditsOf($"job {run}", 0)),
            0,
            MostFalse);

    private static ulong AuditsOf(string drawer, long position, int attempt = 0) =>
        SeedSequence.Of(1, drawer, position).Spawn("audits", attempt);

    private static double FalseCertificates(Func<int, int, ulong> first, Func<int, int, ulong> second) =>
        Enumerable.Range(0, Runs).Count(run => IsFalse(run, first(run, 0), audits => second(run, audits)));

    private static bool IsFalse(int run, ulong first, Func<int, ulong> second)
    {
        var remembered = new HashSet<int>();
        var teaching = Auditor(first);
        while (!teaching.Holds)
        {
            var text = teaching.DrawAudit();
            teaching.Reveal(text, false);
            remembered.Add(text);
        }

        var lot = new Random(run);
        bool[] wrong = [.. Enumerable.Range(0, Texts).Select(text => lot.NextDouble() < 2 * Budget.MaxError && !remembered.Contains(text))];
        var auditor = Auditor(second(remembered.Count));
        var left = wrong.Count(isWrong => isWrong);
        while (!auditor.Holds)
        {
            var text = auditor.DrawAudit();
            auditor.Reveal(text, wrong[text]);
            left -= wrong[text] ? 1 : 0;
        }

        return left > Budget.WrongRows(Texts);
    }

    private static Auditor Auditor(ulong seed) =>
        new(Budget, Texts, Enumerable.Repeat(1, Texts).ToArray(), Enumerable.Repeat(0.01, Texts).ToArray(), seed);
}
