using System.Text;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Savings.Sets;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Benchmarks.Daily;

/// <summary>A public set: some of its texts answered, and texts in ASCII of about 30 characters that are not among them.</summary>
internal sealed class Material
{
    private const string Teacher = "bench";
    private const int Most = 1024;

    private Material(Knowledge knowledge, string[] answered, string[] unseen) =>
        (Knowledge, Answered, Unseen) = (knowledge, answered, unseen);

    /// <summary>What is known of the answered ones.</summary>
    public Knowledge Knowledge { get; }

    /// <summary>Up to 1,024 answered texts of 28 to 32 characters.</summary>
    public string[] Answered { get; }

    /// <summary>Up to 1,024 texts of 28 to 32 characters without an answer.</summary>
    public string[] Unseen { get; }

    /// <summary>Reads a set and answers the first texts of a seeded order.</summary>
    public static async Task<Material> OfAsync(string set, int answers)
    {
        var labelled = SetFile.Read(Path.Combine(Folders.Data, set + ".tsv"));
        var order = Order(labelled);
        var store = new InMemoryStore();
        await store.AppendAsync([.. order.Take(answers).Select(text => AnswerOf(labelled, text))]);
        return new Material(
            await Knowledge.ReadAsync(labelled.Question, Teacher, store),
            OfLength(labelled, order.Take(answers)),
            OfLength(labelled, order.Skip(answers)));
    }

    /// <summary>The texts of a set in a seeded order; the first ones are answered.</summary>
    public static int[] Order(LabelledSet set)
    {
        int[] order = [.. Enumerable.Range(0, set.Texts.Count)];
        new Random(1).Shuffle(order);
        return order;
    }

    private static string[] OfLength(LabelledSet set, IEnumerable<int> texts) =>
        [.. texts.Select(text => set.Texts[text]).Where(text => text.Length is >= 28 and <= 32 && Ascii.IsValid(text)).Take(Most)];

    private static Answer AnswerOf(LabelledSet set, int text) => new()
    {
        Question = set.Question.Version,
        Key = TextKey.Of(set.Texts[text]),
        Text = set.Texts[text],
        Label = set.Question.Labels[set.Labels[text]].Name,
        Source = AnswerSource.Teacher,
        By = Teacher,
        At = DateTimeOffset.UnixEpoch,
    };
}
