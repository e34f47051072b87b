using System.Collections.Immutable;
using LeadScout.Application.Reports;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>A word of the pages that a newcomer can't know.</summary>
/// <param name="Anchor">Where it stands on the page of words.</param>
/// <param name="Name">As the pages write it.</param>
/// <param name="Short">What it is, in a few words.</param>
/// <param name="Long">What that means for whoever uses it.</param>
internal sealed record Word(string Anchor, string Name, string Short, string Long)
{
    /// <summary>All words, in the order in which they build on one another.</summary>
    public static ImmutableArray<Word> All { get; } =
    [
        new("llm", "LLM", "the language model that is asked, and paid for.", "Its answer is the measure: a row is right when its label is what the LLM would have said. On the command line it is the --teacher."),
        new("student", "Student", KeyTerms.Student + ".", "It costs nothing to ask. It looks at words, parts of words and sounds, and at the likeness to texts that were answered. It learns from each answer at once."),
        new("share-learned", "Share decided by learning", "rows that neither the LLM nor an earlier answer had to decide.", "They are the student's. What they would have cost is what learning saved."),
        new("audit", "Audit", KeyTerms.Audit + ".", "Audits tell how often the student is wrong. They are paid for like any answer, and the student learns from them, too."),
        new("certificate", "Certificate", KeyTerms.Certificate(0.95) + ".", "It holds for this list in this run, whatever the list is like. It needs no assumption about the student."),
        new("pattern", "Pattern", "a word, a part of a word, a pair of words or a sound that the student goes by.", "Each stands with the answers that it comes from, the rows that rest on it, and what audits said. A wrong one can be retired."),
        new("spending-limit", "Spending limit", "the most that a job, or a key, may spend.", "What a call can cost at most is reserved before it goes out, so the limit is never passed."),
        new("drift", "Drift", "answers that begin to differ from what was learned from earlier ones.", "A new model behind the same name, or lists of another kind, show here first. A warning is false in at most 5 % of all records."),
    ];
}
