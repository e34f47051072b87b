using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Tests.Fakes;

/// <summary>A student of a small list, and what its state shows from outside.</summary>
internal sealed class Pupil
{
    private static readonly string[][] Fields =
    [
        ["sales", "vertrieb", "account", "business development"],
        ["engineer", "developer", "software", "devops"],
        ["recruiter", "talent", "people", "payroll"],
    ];

    private static readonly string[] Ranks = ["head of", "junior", "senior", "chief", "vp", "lead", "deputy", "assistant"];
    private static readonly string[] Places = ["emea", "berlin", "north", "global"];

    public Pupil(int labels, params string[] texts)
    {
        Texts = [.. texts.Select(TextNormaliser.Normalise)];
        Table = FeatureTable.Build(Texts);
        Neighbours = new Neighbours(Table);
        Student = new Student(Table, Neighbours, labels);
    }

    public string[] Texts { get; }

    public FeatureTable Table { get; }

    public Neighbours Neighbours { get; }

    public Student Student { get; }

    /// <summary>384 titles, of which every third has the same label; <see cref="Truth"/> knows it.</summary>
    public static Pupil OfTitles() => new(
        3,
        [.. from rank in Ranks from place in Places from field in Enumerable.Range(0, 4) from label in Enumerable.Range(0, 3) select $"{rank} {Fields[label][field]} {place}"]);

    public static int Truth(int text) => text % 3;

    /// <summary>Teaches the first texts of a seeded order.</summary>
    public Pupil Taught(int count, ulong seed = 1)
    {
        foreach (var text in Order(seed).Take(count))
        {
            Student.Learn(text, Truth(text));
        }

        return this;
    }

    public int[] Order(ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Texts.Length).OrderBy(_ => random.Next())];
    }

    /// <summary>Every prediction and explanation, to the last bit.</summary>
    public string State() => string.Join('\n', Enumerable.Range(0, Table.TextCount).Select(text =>
    {
        var prediction = Student.Predict(text);
        return $"{prediction} {string.Join(' ', Student.Explain(text, prediction))}";
    }));
}
