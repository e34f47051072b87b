using LeadScout.Answers;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>Adds up what comes of a request, call by call or part by part. Not thread-safe.</summary>
internal sealed class AskResultBuilder
{
    private readonly Dictionary<AskId, AskOutcome> _outcomes = [];
    private readonly List<Answer> _answers = [];
    private readonly List<AnsweringModel> _models = [];
    private readonly HashSet<TextKey> _noCanaries = [];

    /// <summary>Calls made.</summary>
    public int Calls { get; set; }

    /// <summary>Those of them that ended without an answer.</summary>
    public int FailedCalls { get; set; }

    /// <summary>Why the service asks no more; null while it may.</summary>
    public AskStop? Stop { get; set; }

    /// <summary>What the teacher's client threw in the last call in which it did.</summary>
    public Exception? Cause { get; set; }

    /// <summary>What the replies have taught.</summary>
    public CallLessons Lessons { get; set; } = CallLessons.None;

    /// <summary>What came of an ask; open until something did.</summary>
    public AskOutcome this[PlannedAsk ask]
    {
        get => _outcomes.GetValueOrDefault(ask.Id);
        set => _outcomes[ask.Id] = value;
    }

    /// <summary>Adds answers in the order in which they were committed.</summary>
    public void Add(IEnumerable<Answer> answers) => _answers.AddRange(answers);

    /// <summary>Adds the model that answered, where it is not known yet.</summary>
    public void Add(AnsweringModel model)
    {
        if (!_models.Contains(model))
        {
            _models.Add(model);
        }
    }

    /// <summary>Adds a text that is no canary from now on.</summary>
    public void AddNoCanary(TextKey text) => _noCanaries.Add(text);

    /// <summary>Adds what came of a part of the request: about an ask the later part has the last word.</summary>
    public void Add(AskResult part)
    {
        foreach (var (ask, outcome) in part.Outcomes)
        {
            _outcomes[ask] = outcome;
        }

        Add(part.Answers);
        foreach (var model in part.Models)
        {
            Add(model);
        }

        _noCanaries.UnionWith(part.NoCanaries);
        Calls += part.Calls;
        FailedCalls += part.FailedCalls;
        Lessons = Lessons.And(part.Lessons);
        Stop = part.Stop;
        Cause = part.Cause ?? Cause;
    }

    /// <summary>Leaves open what nobody has answered.</summary>
    public void Reopen()
    {
        foreach (var (ask, outcome) in _outcomes)
        {
            if (!outcome.IsAnswered)
            {
                _outcomes.Remove(ask);
            }
        }
    }

    /// <summary>The sum. The builder is not to be used afterwards.</summary>
    public AskResult Build() => new()
    {
        Outcomes = _outcomes,
        Answers = [.. _answers],
        Models = [.. _models],
        NoCanaries = [.. _noCanaries],
        Calls = Calls,
        FailedCalls = FailedCalls,
        Stop = Stop,
        Cause = Cause,
        Lessons = Lessons,
    };
}
