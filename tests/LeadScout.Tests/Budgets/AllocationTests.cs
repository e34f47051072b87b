using LeadScout.Classifiers;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Budgets;

/// <summary>What happens once for every text allocates nothing; what happens once for every list stays within its bytes per text.</summary>
public sealed class AllocationTests
{
    private const int Answered = 300;
    private const double Slack = 1.1;

    [Fact]
    public void A_key_is_made_without_allocation() => Assert.Equal(0, AllocatedBy(title => TextKey.Of(title.AsSpan())));

    [Fact]
    public async Task A_known_text_is_found_without_allocation()
    {
        var knowledge = await KnowledgeAsync();
        Assert.Equal(0, AllocatedBy(title => knowledge.Find(title), Titles.All[..Answered]));
    }

    [Fact]
    public async Task The_student_decides_without_allocation()
    {
        var knowledge = await KnowledgeAsync();
        Assert.All(Titles.All[Answered..], title => Assert.Equal(DecisionSource.Student, knowledge.Decide(title)!.Value.Source));
        Assert.Equal(0, AllocatedBy(title => knowledge.Decide(title), Titles.All[Answered..]));
    }

    [Fact]
    public void Studying_a_list_takes_its_bytes_per_text()
    {
        const double BytesPerText = 11_000;
        BuildStudent();
        var before = GC.GetAllocatedBytesForCurrentThread();
        BuildStudent();
        Assert.InRange(
            (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Titles.All.Length, 0.5 * BytesPerText, Slack * BytesPerText);
    }

    private static void BuildStudent()
    {
        var table = FeatureTable.Build(Titles.All);
        _ = new Student(table, new Neighbours(table), Titles.Question.Labels.Length).AnswerCount;
    }

    private static async Task<Knowledge> KnowledgeAsync()
    {
        var store = new InMemoryStore();
        await store.AppendAsync([.. Titles.All[..Answered].Select(Titles.Answer)]);
        return await Knowledge.ReadAsync(Titles.Question, "fake:teacher", store);
    }

    /// <summary>Bytes allocated on this thread by doing something for each title, the second time round.</summary>
    private static long AllocatedBy<T>(Func<string, T> work, string[]? titles = null)
    {
        var before = 0L;
        for (var round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var title in titles ?? Titles.All)
            {
                work(title);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
