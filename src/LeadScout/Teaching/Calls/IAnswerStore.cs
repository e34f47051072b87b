using LeadScout.Patterns;

namespace LeadScout.Teaching.Calls;

/// <summary>
/// All that asking and learning need of a store, in one: a reply's answers enter the log in the transaction that ends its call, so the two
/// are never different things. Implementations are thread-safe.
/// </summary>
public interface IAnswerStore : IPatternStore, ICallJournal;
