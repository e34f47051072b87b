using System.Collections.Immutable;
using System.CommandLine;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>The options for a list that has labels already: which are kept, and what the new ones are called.</summary>
internal sealed class KeepOptions
{
    private readonly Option<string?> _keep = new("--keep")
    {
        HelpName = "COLUMN",
        Description = "The list's column that holds labels to keep: their rows are not asked about, only those without a label of the question, and no certificate covers them",
    };

    private readonly Option<string[]> _reopen = new("--reopen")
    {
        HelpName = "LABEL",
        Description = "With --keep: a label whose rows are decided anew all the same; several times for several labels",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _outColumns = new("--out-column")
    {
        HelpName = "[QUESTION=]NAME",
        Description = "What the result's column of labels is called, and with it NAME_confidence and NAME_source; for a list that has a column of the question's name already [default: the question's name]",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_keep);
        command.Add(_reopen);
        command.Add(_outColumns);
    }

    /// <summary>Which labels are kept; null for none.</summary>
    /// <exception cref="BadInputException">Labels are to be reopened, and none are kept.</exception>
    public KeepSettings? KeptBy(ParseResult parsed) => (parsed.GetValue(_keep), parsed.GetValue(_reopen)) switch
    {
        (null, null or []) => null,
        ({ } column, var reopened) => new KeepSettings(column) { Reopen = [.. reopened ?? []] },
        _ => throw new BadInputException("--reopen speaks of labels that are kept. Say where they stand: --keep COLUMN."),
    };

    /// <summary>By question: what its column of labels is called.</summary>
    /// <exception cref="BadInputException">A name is stated twice, or nobody can say of which question it is.</exception>
    public ImmutableSortedDictionary<string, string> ColumnsBy(ParseResult parsed, IReadOnlyList<string> questions)
    {
        var stated = parsed.GetValue(_outColumns) ?? [];
        if (stated.Length == 0)
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var names = questions.Select(question => BuiltInQuestions.Resolve(question).Question.Name).ToArray();
        var pairs = stated.Select(one => PairOf(one, names)).ToArray();
        return pairs.GroupBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new BadInputException($"--out-column names the column of the question '{twice.Key}' {twice.Count()} times. Name it once.")
            : pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>A column may hold an equals sign itself: what stands before it counts where it is a question's name.</summary>
    private static KeyValuePair<string, string> PairOf(string stated, string[] questions)
    {
        var named = Array.Find(questions, name => stated.StartsWith(name + "=", StringComparison.Ordinal));
        return named is not null ? KeyValuePair.Create(named, stated[(named.Length + 1)..])
            : questions is [var only] ? KeyValuePair.Create(only, stated)
            : throw new BadInputException(
                $"--out-column '{stated}': of which question? Write --out-column QUESTION=NAME; the questions are {string.Join(", ", questions)}.");
    }
}
