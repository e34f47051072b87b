using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Messages;
using LeadScout.Statistics;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>How a job goes about its list.</summary>
public sealed record JobSettings
{
    /// <summary>Calls in flight unless said otherwise.</summary>
    public const int AutoConcurrency = 8;

    /// <summary>The longest text unless said otherwise, in characters.</summary>
    public const int DefaultMaxText = 2000;

    /// <summary>The most columns of hints.</summary>
    public const int MostHints = 8;

    /// <summary>The <see cref="PlanRevision"/> of the jobs that begin now.</summary>
    internal const int LatestPlanRevision = 1;

    private readonly int _rowsPerCall = 20;
    private readonly int _concurrency = AutoConcurrency;
    private readonly int _canaries;
    private readonly long? _limit;
    private readonly int _maxText = DefaultMaxText;

    /// <summary>How far the result may be off; 2 % at 95 % by default.</summary>
    public ErrorBudget Budget { get; init; } = ErrorBudget.Default;

    /// <summary>
    /// What is to be proven about single labels beside; none by default. What a question's labels say of themselves counts where nothing is
    /// said here.
    /// </summary>
    public ImmutableArray<LabelBudget> LabelBudgets
    {
        get => field.IsDefault ? [] : field; // jobs of earlier versions have none
        init => field = value.IsDefaultOrEmpty ? default : value;
    }

    /// <summary>Texts in one call, 1 to 200; 20 by default.</summary>
    public int RowsPerCall
    {
        get => _rowsPerCall;
        init => _rowsPerCall = SettingRanges.RowsPerCall.Checked(value, "Rows per call");
    }

    /// <summary>
    /// Calls in flight, 1 to 256; <see cref="AutoConcurrency"/> by default. So many may be out at once, and what call k + so many asks
    /// depends on the replies up to k.
    /// </summary>
    public int Concurrency
    {
        get => _concurrency;
        init => _concurrency = SettingRanges.Concurrency.Checked(value, "Concurrency");
    }

    /// <summary>Seed of everything drawn by chance; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When answers become usable.</summary>
    public LearnMode Learn { get; init; }

    /// <summary>Only the first so many rows, at least 1; null for all.</summary>
    public long? Limit
    {
        get => _limit;
        init => _limit = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is at least 1 row.");
    }

    /// <summary>The hard limit on money; null for none. It does not belong to the job's identity: a job is resumed with more.</summary>
    public Money? MaxCost { get; init; }

    /// <summary>Rows to draw for a second ask, 0 for none. It changes no decision, so it does not belong to the job's identity.</summary>
    public int SelfCheck { get; init; }

    /// <summary>
    /// Rows to draw whose texts are asked once more, each alone, 0 for none. It changes no decision, so it does not belong to the job's
    /// identity.
    /// </summary>
    public int AloneCheck { get; init; }

    /// <summary>
    /// Texts of known answers that go into each call of several texts, to see whether one of these talks the LLM round; 0 for none. They change
    /// no decision of an LLM that is not talked round, so they do not belong to the job's identity.
    /// </summary>
    public int Canaries
    {
        get => _canaries;
        init => _canaries = SettingRanges.Canaries.Checked(value, "Canaries");
    }

    /// <summary>
    /// Characters of a text at most, at least 1; 2,000 by default, for which 0 stands too: as settings read that were stored before there
    /// was a longest text.
    /// </summary>
    public int MaxText
    {
        get => _maxText;
        init => _maxText = value >= 1
            ? value
            : value == 0
            ? DefaultMaxText
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The longest text: at least 1 character.");
    }

    /// <summary>What becomes of longer ones.</summary>
    public LongTexts LongTexts { get; init; }

    /// <summary>Set for a job that puts the list's own labels to the proof in place of labelling it; else null.</summary>
    public CertifySettings? Certify { get; init; }

    /// <summary>
    /// Columns of the list that say something cheap about a lead, such as a vendor's label or last year's: the student learns from the answers
    /// how far to trust them. Nothing of them is sent. Empty for none.
    /// </summary>
    public ImmutableArray<string> Hints { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Set for a job that keeps labels that the list already has, and decides the others; else null.</summary>
    public KeepSettings? Keep { get; init; }

    /// <summary>
    /// By a question's name: what its column of labels is called in the result, and with it the other two; by its own name where nothing is
    /// said. It changes no decision, so it does not belong to the job's identity.
    /// </summary>
    public ImmutableSortedDictionary<string, string> OutColumns
    {
        get => field ?? ImmutableSortedDictionary<string, string>.Empty; // jobs of earlier versions have none
        init;
    }

    /// <summary>
    /// The revision of the plan for lists whose question was answered before, by which the job began: it goes on by the same. Set when a job
    /// begins, whatever is said here; 0 for jobs of versions that kept none. It does not belong to the job's identity.
    /// </summary>
    public int PlanRevision { get; init; }

    /// <summary>What undecided rows show.</summary>
    public OnUndecided OnUndecided { get; init; }
}
