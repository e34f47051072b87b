using LeadScout.ActiveLearning;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Savings.Runs;
using LeadScout.Statistics;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Savings.Regret;

/// <summary>
/// The learning part of a job, without an end: what the job would have asked had it never frozen its student. Until the job's own freeze the
/// two ask the same.
/// </summary>
internal sealed class LearningRun
{
    private readonly Trial _trial;
    private readonly List<string> _texts = [];
    private readonly List<int> _rows = [];
    private readonly List<int> _labels = [];
    private readonly ActiveLearner _learner;
    private readonly int _known;

    /// <param name="trial">The list, its seed and its options.</param>
    /// <param name="earlier">Texts of the set that were answered before the job, in the order of their answers; null for none.</param>
    public LearningRun(Trial trial, IReadOnlyList<int>? earlier = null)
    {
        _trial = trial;
        var places = new Dictionary<int, int>();
        for (var row = 0; row < trial.Sample.Rows.Length; row++)
        {
            var text = trial.Sample.Text(row);
            if (places.TryAdd(text, _texts.Count))
            {
                _texts.Add(trial.Set.Texts[text]);
                _labels.Add(trial.Teacher.FirstAnswer(text));
                _rows.Add(0);
            }

            _rows[places[text]]++;
        }

        var seeds = SeedSequence.Of(trial.Seed, trial.Set.Name, 0);
        foreach (var text in earlier ?? [])
        {
            if (places.TryGetValue(text, out var place))
            {
                _rows[place] = 0; // it has its answer: there is nothing to decide
            }
        }

        int[] rows = [.. _rows];
        _learner = new ActiveLearner(new LearningTask
        {
            Rows = rows,
            Normalised = text => TextNormaliser.Normalise(_texts[text]),
            Labels = trial.Set.Question.Labels.Length,
            Known =
            [
                .. (earlier ?? []).Select(text => (
                    places.GetValueOrDefault(text, -1), TextNormaliser.Normalise(trial.Set.Texts[text]), trial.Teacher.FirstAnswer(text))),
            ],
            Studied = TrainingPool.Of(rows, seeds.Spawn("studied")),
            Seed = seeds.Spawn("scouts"),
            Cores = Environment.ProcessorCount,
        });
        _known = _learner.AnswerCount;
    }

    /// <summary>
    /// What is known whenever the answers have grown by 2 %, until all is asked; where there were answers before, what is known by them comes first.
    /// </summary>
    public IEnumerable<LearningMoment> Moments()
    {
        var inFlight = new Queue<int[]>();
        if (_known > 0)
        {
            yield return Moment(0);
        }

        while (true)
        {
            while (inFlight.Count < Math.Min(
                _trial.Options.Concurrency, LearningWindow.CallsAfter(_learner.AnswerCount, _trial.Options.RowsPerCall)))
            {
                if (_learner.IsStale)
                {
                    _learner.Rescore();
                    if (_learner.AnswerCount > 0)
                    {
                        yield return Moment(inFlight.Sum(call => call.Length));
                    }
                }

                if (_learner.NextBatch(_trial.Options.RowsPerCall).ToArray() is not { Length: > 0 } call)
                {
                    break;
                }

                inFlight.Enqueue(call);
            }

            if (!inFlight.TryDequeue(out var oldest))
            {
                yield break;
            }

            foreach (var text in oldest)
            {
                _learner.Learn(new TextIndex(text), new LabelIndex(_labels[text]));
            }
        }
    }

    private LearningMoment Moment(int inFlight)
    {
        var said = _learner.Predictions.ToArray();
        return new LearningMoment(
            _learner.AnswerCount,
            _learner.AnswerCount - _known + inFlight,
            [.. Enumerable.Range(0, _texts.Count).Where(text => _rows[text] > 0 && _learner.IsOpen(text))
                .Select(text => new OpenText(_rows[text], said[text].ErrorProbability, said[text].Label != _labels[text]))]);
    }
}
