using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Stores;

/// <summary>
/// A store as those who look after it see it: beside what jobs need, what is in it, what people call things, for how long answers are kept, and
/// what a server remembers. Implementations are thread-safe.
/// </summary>
public interface IDatabase : IStore, IRequestProfileStore, IDisposable, IAsyncDisposable
{
    /// <summary>Where it is, for a person: a file's name, or an address without a password.</summary>
    string Name { get; }

    /// <summary>
    /// Whether other processes write to it at the same time. Then what is asked is claimed in the store itself, and its own bytes are nobody's
    /// to look at here.
    /// </summary>
    bool IsShared { get; }

    /// <summary>Whether texts are stored, or only keys under a secret.</summary>
    bool KeepsTexts { get; }

    /// <summary>What a server keeps in it.</summary>
    IServiceStore Service { get; }

    /// <summary>All that is in it, row by row.</summary>
    internal IStoreContents Contents => throw new NotSupportedException($"{Name} can't be copied.");

    /// <summary>
    /// The next answers, at most a thousand, that count for a question under a teacher and came into the log after a position; none at its
    /// end. An answer that is committed later has a later position: who reads on from the last one misses none.
    /// </summary>
    Task<ImmutableArray<Answer>> ReadAfterAsync(
        QuestionVersion question, string teacher, long after, CancellationToken cancellationToken = default);

    /// <summary>The teachers with answers to a question, by name.</summary>
    Task<ImmutableArray<string>> TeachersAsync(QuestionVersion question, CancellationToken cancellationToken = default);

    /// <summary>What people call the questions, by version.</summary>
    Task<ImmutableDictionary<QuestionVersion, string>> QuestionNamesAsync(CancellationToken cancellationToken = default);

    /// <summary>Names a question's version, unless it has a name already.</summary>
    Task NameQuestionAsync(QuestionVersion question, string name, CancellationToken cancellationToken = default);

    /// <summary>Whether the log has an answer to a text, of whichever question.</summary>
    Task<bool> HasAnswerAsync(TextKey key, CancellationToken cancellationToken = default);

    /// <summary>Who gave how many answers, by question, then the most answers first.</summary>
    Task<ImmutableArray<AnswerCount>> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>For how many days answers are kept; null for ever.</summary>
    Task<int?> RetentionAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets for how many days answers are kept; null for ever. Nothing is forgotten by that alone.</summary>
    Task SetRetentionAsync(int? days, CancellationToken cancellationToken = default);

    /// <summary>The latest time that this database knows of: when its age was last trusted, or else the newest thing in it.</summary>
    Task<DateTimeOffset> ClockSeenAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a time to be right.</summary>
    Task SetClockSeenAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Makes this, for good, a database that keeps no texts but only keys under a secret.</summary>
    /// <exception cref="BadInputException">It holds texts already, or was begun with another secret.</exception>
    Task HashTextsAsync(string secret, CancellationToken cancellationToken = default);

    /// <summary>Leaves, as far as that is the store's to do, nothing of what was deleted on its pages.</summary>
    /// <exception cref="BadInputException">Another program reads the database, or the disk is full.</exception>
    void Scrub();

    /// <summary>Answers by day and question, in the order of days.</summary>
    /// <param name="since">The first moment that counts.</param>
    ImmutableArray<AnswerDay> AnswerDays(DateTimeOffset since);

    /// <summary>By what the student had said: what audits found, most errors first.</summary>
    ImmutableArray<WeakSpot> WeakSpots(QuestionVersion question);
}
