using LeadScout.Hints;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs;

/// <summary>
/// The store: the answer log, the journal of calls, verdicts on patterns, jobs, and the vectors of texts. One object holds them all,
/// because what belongs together is committed in one transaction. To add a store: implement this, and let the tests of
/// LeadScout.StoreKit pass over it. Implementations are thread-safe.
/// </summary>
public interface IStore : IAnswerStore, IJobStore, IVectorStore;
