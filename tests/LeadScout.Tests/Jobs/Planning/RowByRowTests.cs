using CsCheck;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Jobs.Running;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

public sealed class RowByRowTests
{
    private static readonly Price Tiered = new(1, 0.25m, 3) { LongPrompts = new LongPrompts(106, 2, 1.5m) };

    [Fact]
    public void It_is_one_prompt_a_row_with_that_rows_text_priced_one_by_one()
    {
        Gen.String[Gen.Char["aAbB "], 0, 8].Array[0, 60].Sample(rows =>
        {
            var teacher = new FakeTeacher(_ => "Sales") { Price = Tiered };
            var texts = new LeadTexts(TextKeys.Plain);
            foreach (var row in rows)
            {
                texts.Add(row);
            }

            var cost = RowByRow.CostOf(texts, Samples.Question, teacher)!;

            Assert.Equal(Slowly(rows, teacher), cost.Aggregate(Money.Zero, (sum, money) => sum + money));
        });
    }

    [Fact]
    public async Task A_job_reports_it_for_all_rows_whoever_decided_them()
    {
        string[] rows = ["Head of Sales", "head of  SALES", "Buyer", "", "Buyer", "Chief Executive Officer"];
        var teacher = new FakeTeacher(_ => "Sales") { Price = Tiered };
        var store = new InMemoryStore();

        var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(new ListInMemory(rows)), teacher, null, TestContext.Current.CancellationToken);

        Assert.Equal(Slowly(rows, teacher), outcome.Job.Report!.RowByRowCost);
        Assert.Equal(3, teacher.AskedTexts.Count);
    }

    [Fact]
    public void Without_a_price_it_is_unknown() =>
        Assert.Null(RowByRow.CostOf(new LeadTexts(TextKeys.Plain), Samples.Question, new FakeTeacher(_ => "Sales") { Price = null }));

    [Fact]
    public void Of_very_many_texts_only_some_are_priced_and_the_sum_is_nearly_the_same()
    {
        var rows = Enumerable.Range(0, (2 * RowByRow.MostPriced) + 1).Select(i => $"Title {i}").ToArray();
        var teacher = new FakeTeacher(_ => "Sales") { Price = Tiered };
        var texts = new LeadTexts(TextKeys.Plain);
        foreach (var row in rows)
        {
            texts.Add(row);
        }

        var sum = RowByRow.CostOf(texts, Samples.Question, teacher)!.Sum(cost => cost.NanoDollars);

        Assert.InRange((double)sum / Slowly(rows, teacher).NanoDollars, 0.999, 1.001);
    }

    // The oracle: goes through the rows one by one; a text is sent as it first stood in the list.
    private static Money Slowly(IEnumerable<string> rows, FakeTeacher teacher)
    {
        var (sum, first) = (Money.Zero, new Dictionary<TextKey, string>());
        foreach (var row in rows.Where(row => row.Trim().Length > 0))
        {
            first.TryAdd(TextKey.Of(row), row);
            sum += teacher.Price!.Of(teacher.Estimate(new Ask(Samples.Question, [first[TextKey.Of(row)]])));
        }

        return sum;
    }
}
