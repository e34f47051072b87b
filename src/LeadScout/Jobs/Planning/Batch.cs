using System.Collections.Immutable;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs.Planning;

/// <summary>What is put to the teacher at once: the same questions about each text.</summary>
/// <param name="Id">Its place in plan order.</param>
/// <param name="Asks">At least one; text by text, and within a text question by question.</param>
internal sealed record Batch(BatchId Id, ImmutableArray<PlannedAsk> Asks);
