using BenchmarkDotNet.Attributes;
using LeadScout.Classifiers;
using LeadScout.Savings.Sets;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Benchmarks.Daily;

/// <summary>The student's decision about a text of about 30 characters.</summary>
public class StudentDecision
{
    private Material _material = null!;
    private Student _student = null!;
    private int _next;

    /// <summary>The set: 11 labels, 77 labels.</summary>
    [Params("companies_financedb", "banking77")]
    public string Set { get; set; } = "";

    /// <summary>Answers learnt.</summary>
    [Params(200, 1_000, 5_000)]
    public int Answers { get; set; }

    /// <summary>Reads the set, learns, and decides once, so that the student is built.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _material = Material.OfAsync(Set, Answers).GetAwaiter().GetResult();
        _ = Decide();
        _student = OfList();
    }

    /// <summary>About a text of the list that is studied: what a job does for every text, time and again.</summary>
    [Benchmark]
    public Prediction DecideListed() => _student.Predict(Answers + Next());

    /// <summary>About a text in no list: its features and neighbours are found first.</summary>
    [Benchmark]
    public Decision? Decide() => _material.Knowledge.Decide(_material.Unseen[Next()]);

    /// <summary>The same with what was seen in the text, which is found only when it is asked for.</summary>
    [Benchmark]
    public Classification DecideAndSayWhy() => _material.Knowledge.Explain(_material.Unseen[Next()]);

    private int Next() => _next = (_next + 1) % _material.Unseen.Length;

    /// <summary>A student of a list that begins with the answered texts and ends with the unseen ones.</summary>
    private Student OfList()
    {
        var set = SetFile.Read(Path.Combine(Folders.Data, Set + ".tsv"));
        var answered = Material.Order(set)[..Answers];
        var table = FeatureTable.Build(
            [.. answered.Select(text => set.Texts[text]).Concat(_material.Unseen).Select(TextNormaliser.Normalise)]);
        var student = new Student(table, new Neighbours(table), set.Question.Labels.Length);
        for (var place = 0; place < Answers; place++)
        {
            student.Learn(place, set.Labels[answered[place]]);
        }

        return student;
    }
}
