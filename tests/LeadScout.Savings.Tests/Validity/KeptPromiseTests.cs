using LeadScout.Savings.Sets;
using LeadScout.Savings.Validity;
using Xunit;

namespace LeadScout.Savings.Tests.Validity;

/// <summary>The command <c>validity</c> in small: whole jobs over an invented list in which one label of eight follows no rule.</summary>
public sealed class KeptPromiseTests
{
    private const int Jobs = 24;

    private static readonly LabelledSet Titles = Invent();

    [Fact]
    public Task A_job_keeps_its_promise() => HoldsAsync(ListScenario.Plain(Titles.Name));

    [Fact]
    public Task It_keeps_it_with_a_teacher_that_contradicts_itself() => HoldsAsync(ListScenario.Noisy(Titles.Name, 0.05));

    [Fact]
    public Task It_keeps_it_with_a_student_that_is_wrong() => HoldsAsync(MisledScenario.Wrong(Titles.Name, 0.05));

    [Fact]
    public Task It_keeps_it_with_a_student_that_is_far_too_sure() => HoldsAsync(MisledScenario.OverConfident(Titles.Name, 30));

    [Fact]
    public Task It_keeps_it_with_a_hint_column_that_lies() => HoldsAsync(HintScenario.Column(Titles.Name));

    [Fact]
    public Task It_keeps_it_with_vectors_that_lie() => HoldsAsync(HintScenario.Vectors(Titles.Name));

    private static async Task HoldsAsync(Scenario scenario)
    {
        var checks = await Task.WhenAll(Enumerable.Range(1, Jobs).Select(seed => Task.Run(() => scenario.CheckAsync(Titles, (ulong)seed))));
        Assert.All(checks, check => Assert.True(check.Certified));
        Assert.Contains(checks, check => check.IsAtRisk);
        Assert.True(ValidityTable.IsPlausible(checks), $"{checks.Count(check => check.BreaksBudget)} of {Jobs} jobs broke their budget.");
    }

    private static LabelledSet Invent()
    {
        string[] grades = ["head", "junior", "senior", "lead", "deputy", "chief", "assistant", "vice"];
        string[] fields = ["sales", "vertrieb", "retail", "payroll", "accounting", "audit", "cloud", "network", "software", "nursing"];
        string[] places = ["north", "south", "emea", "dach", "export", "online", "group", "plant", "berlin", "oslo"];
        var random = new Random(5);
        return new LabelledSet("invented", [.. grades.SelectMany(grade => fields.SelectMany((field, i) => places.Select(place =>
        {
            var label = random.Next(8) == 0 ? $"department {random.Next(4)}" : $"department {i / 3}";
            return new LabelledRow($"{grade} {field} {place}", label, label);
        })))]);
    }
}
