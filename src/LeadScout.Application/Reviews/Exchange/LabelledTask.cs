using System.Collections.Immutable;

namespace LeadScout.Application.Reviews.Exchange;

/// <summary>A task that came back.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Text">The text.</param>
/// <param name="Labels">What people said, each label once; empty where nobody said anything. What was marked as the truth stands alone.</param>
public sealed record LabelledTask(int Number, string Text, ImmutableArray<string> Labels);
