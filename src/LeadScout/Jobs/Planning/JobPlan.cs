using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Patterns;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// What a job asks, and in which order. It depends on nothing but the list, the settings, the answers known beforehand and the outcomes
/// folded so far, in plan order, so that a job asks the same again whatever the timing, the crashes or the machines. Not thread-safe.
/// </summary>
internal abstract class JobPlan(Intake intake)
{
    private readonly Decision?[] _decisions = [.. intake.Decisions];
    private readonly DecidedSoFar _decided = new(intake);

    /// <summary>By text: the decision, or null while there is none.</summary>
    public ReadOnlySpan<Decision?> Decisions => _decisions;

    /// <summary>What the decisions come to.</summary>
    public DecidedSoFar Decided => _decided;

    /// <summary>What the plan is doing.</summary>
    public abstract JobPhase Phase { get; }

    /// <summary>What is proven so far about the rows that it has decided without asking.</summary>
    public abstract Certificate Certificate { get; }

    /// <summary>
    /// Rows without a decision that it could decide now, without asking, if as many of them as the budget allows were to be wrong by its own
    /// doubts: an expectation, proven by nothing. Takes a pass over the texts.
    /// </summary>
    public virtual long DecidableRows() => 0;

    /// <summary>What is proven about the labels that the list had; null for a plan that decides labels itself.</summary>
    public virtual CertifiedList? Certified => null;

    /// <summary>Where the list's own labels were found wrong; none for a plan that decides labels itself.</summary>
    public virtual ImmutableArray<LabelMistake> Mistakes => [];

    /// <summary>By label: what is proven about it; null where nothing is left to prove, for nothing was decided without asking.</summary>
    public virtual Func<int, LabelBounds>? Bounds => null;

    /// <summary>The budgets by label on their way to being proven; none where nothing was decided without asking.</summary>
    public virtual IReadOnlyList<LabelGoal> Goals => [];

    /// <summary>What it may ask, as far as can be said before the first answer: texts, repeats included, in list order.</summary>
    public virtual IReadOnlyList<int> MayAsk => [.. Enumerable.Range(0, _decisions.Length).Where(text => _decisions[text] is null)];

    /// <summary>What can be said about how much is still to be asked; takes a pass over the texts.</summary>
    /// <param name="textsPerCall">Texts in one call, on average, as far as packing decides: at least 1. A plan doesn't pack.</param>
    public abstract ForecastFeatures FeaturesFor(double textsPerCall);

    /// <summary>Which patterns decided something that was not asked; filled by <see cref="Conclude"/>.</summary>
    public virtual PatternUse Use { get; } = new();

    /// <summary>
    /// The most calls that may be in flight before more outcomes are folded, at least 1. Like all of a plan it depends on what was folded
    /// alone.
    /// </summary>
    public virtual int Window => int.MaxValue;

    /// <summary>Plans the next texts to ask; none when there is nothing to plan before more outcomes are folded, or at all.</summary>
    public abstract IReadOnlyList<Proposal> Propose();

    /// <summary>
    /// Told that a text is going to be asked for another question's sake: whether this plan wants its answer too, and so has planned it.
    /// Never once its decisions are frozen.
    /// </summary>
    public abstract bool Join(TextIndex text);

    /// <summary>Takes in what came of asking about a text. Batches come in plan order; within a batch the order is theirs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="audit">Whether it was an audit.</param>
    /// <param name="outcome">What came of it; still open when the service stopped first.</param>
    public abstract void Fold(TextIndex text, bool audit, AskOutcome outcome);

    /// <summary>Called when nothing is left to ask: decides what the student decides.</summary>
    public abstract void Conclude();

    /// <summary>What the student would say about a text; null for a plan without one.</summary>
    public virtual Func<int, Prediction>? Guess => null;

    protected Decision? this[int text]
    {
        get => _decisions[text];
        set
        {
            _decided.Replace(text, _decisions[text], value);
            _decisions[text] = value;
        }
    }

    /// <summary>Takes in the teacher's word, which another job may have paid for, or that there was none.</summary>
    protected void Decide(int text, AskOutcome outcome) => this[text] = outcome.IsAnswered
        ? Decision.By(outcome.IsFromElsewhere ? DecisionSource.Exact : DecisionSource.Teacher, outcome.Label)
        : Decision.Undecided(UndecidedReason.Failed);
}
