using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>A question whose template names columns of a list exactly.</summary>
/// <param name="Question">The question over the list's own column names.</param>
/// <param name="Notes">What was guessed, one sentence each, to be said aloud; empty when every name was found as written.</param>
public sealed record BoundQuestion(Question Question, ImmutableArray<UserMessage> Notes);
