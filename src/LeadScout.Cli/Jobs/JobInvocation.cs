using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Jobs;

namespace LeadScout.Cli.Jobs;

/// <summary>
/// How the user named the list, the question and the teacher, and from which folder: kept with the job, so that <c>jobs resume ID</c>
/// can give the same command again. Holds no secret.
/// </summary>
internal sealed record JobInvocation
{
    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    public required string Input { get; init; }

    public string? Output { get; init; }

    /// <summary>As the user named them, in order; at least one.</summary>
    public required ImmutableArray<string> Questions { get; init; }

    public string? Column { get; init; }

    public string? Encoding { get; init; }

    public string? Sheet { get; init; }

    public required string Teacher { get; init; }

    public string? TeacherUrl { get; init; }

    /// <summary>What the user says the model costs.</summary>
    public string? Price { get; init; }

    /// <summary>Who is asked what the teacher gives no usable answer to.</summary>
    public string? Escalate { get; init; }

    public string? EscalateUrl { get; init; }

    public string? EscalatePrice { get; init; }

    /// <summary>How often in a row the teacher may be unavailable before the job stops; at least 0 retries.</summary>
    public required int Retries { get; init; }

    /// <summary>What the job keeps.</summary>
    public ImmutableSortedDictionary<string, string> ToMap()
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("folder", Folder);
        Add("input", Input);
        Add("output", Output);
        foreach (var (place, question) in Questions.Index())
        {
            Add(QuestionName(place), question);
        }

        Add("column", Column);
        Add("encoding", Encoding);
        Add("sheet", Sheet);
        Add("teacher", Teacher);
        Add("teacher-url", TeacherUrl);
        Add("price", Price);
        Add("escalate", Escalate);
        Add("escalate-url", EscalateUrl);
        Add("escalate-price", EscalatePrice);
        Add("retries", Retries.ToString(CultureInfo.InvariantCulture));
        return map.ToImmutable();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                map.Add(name, value);
            }
        }
    }

    /// <summary>What the job kept.</summary>
    /// <exception cref="BadInputException">The job was not started from the command line.</exception>
    public static JobInvocation Of(Job job)
    {
        var map = job.Invocation;
        return new JobInvocation
        {
            Folder = Required("folder"),
            Input = Required("input"),
            Output = map.GetValueOrDefault("output"),
            Questions = [Required(QuestionName(0)), .. Enumerable.Range(1, map.Count).Select(place => map.GetValueOrDefault(QuestionName(place))).OfType<string>()],
            Column = map.GetValueOrDefault("column"),
            Encoding = map.GetValueOrDefault("encoding"),
            Sheet = map.GetValueOrDefault("sheet"),
            Teacher = Required("teacher"),
            TeacherUrl = map.GetValueOrDefault("teacher-url"),
            Price = map.GetValueOrDefault("price"),
            Escalate = map.GetValueOrDefault("escalate"),
            EscalateUrl = map.GetValueOrDefault("escalate-url"),
            EscalatePrice = map.GetValueOrDefault("escalate-price"),
            Retries = int.Parse(Required("retries"), CultureInfo.InvariantCulture),
        };

        string Required(string name) => map.GetValueOrDefault(name) ?? throw new BadInputException(
            $"Job {job.Id} was not started by `leadscout classify`, so its {name} is not known here. Resume it where it was started.");
    }

    private static string QuestionName(int place) => place == 0 ? "question" : string.Create(CultureInfo.InvariantCulture, $"question-{place + 1}");
}
