using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Simulation.Worlds;

/// <summary>Somebody who has texts decided.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Texts">The texts.</param>
/// <param name="IsStream">Whether they are given as one stream, or one after the other.</param>
/// <param name="MostPause">The longest time before a text, in ticks.</param>
/// <param name="LeavesAfter">When it stops waiting, in ticks; null for never.</param>
/// <param name="ReadsAtMost">How many rows of its stream it reads.</param>
internal sealed record CallerPlan(
    Question Question, ImmutableArray<string> Texts, bool IsStream, long MostPause, long? LeavesAfter, int ReadsAtMost);
