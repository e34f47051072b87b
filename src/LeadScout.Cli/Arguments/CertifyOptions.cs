using System.Collections.Immutable;
using System.CommandLine;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>The options that say which labels of a list are put to the proof, and how.</summary>
internal sealed class CertifyOptions
{
    private readonly Option<string[]> _labelColumns = new("--label-column")
    {
        HelpName = "NAME",
        Description = "The list's column that holds the labels; several times to compare several on the same audits",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _maps = new("--map")
    {
        HelpName = "GIVEN=LABEL",
        Description = "Which of the question's labels another name in the list means, as in 'Vertrieb=Sales'; several times. Case, accents and blanks are forgiven without",
    };

    private readonly Option<UnknownLabels?> _unknown = Parsed.Optional(
        "--unknown-labels",
        "refuse|wrong|skip",
        "What becomes of rows whose label the question does not have, or that have none: the list is refused and they are named, they count as wrong, or they are left out [default: refuse]",
        "refuse, wrong, skip",
        Parsed.OneOf(("refuse", UnknownLabels.Refuse), ("wrong", UnknownLabels.Wrong), ("skip", UnknownLabels.Skip)));

    /// <summary>The wish for a corrected file.</summary>
    public Option<string?> Fix { get; } = new("--fix")
    {
        HelpName = "FILE",
        Description = "Write the list with the errors that were found corrected: COLUMN_corrected and COLUMN_checked are added, its own columns stay as they are; - for standard output. A file that is there is replaced, which is said before anything is asked",
    };

    /// <summary>The most audits.</summary>
    public static Option<int?> MaxAudits() => Parsed.Optional(
        "--max-audits",
        "N",
        $"The most texts to draw for labels that are put to the proof; a list near the limit takes many [default: {CertifySettings.DefaultMaxAudits}]",
        $"a whole number from {SettingRanges.MaxAudits}",
        Parsed.Whole(SettingRanges.MaxAudits));

    private readonly Option<int?> _maxAudits = MaxAudits();

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_labelColumns, _maps, _unknown, _maxAudits, Fix];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>Gives a command those of them that it has where the labels are a job's decisions.</summary>
    public void AddToRecheck(Command command)
    {
        Fix.Description = "Write the job's result with what was found to be otherwise: COLUMN_corrected and COLUMN_checked are added; - for standard output";
        command.Add(_maxAudits);
        command.Add(Fix);
    }

    /// <summary>What the user said where the labels are a job's decisions: rows that it left undecided are left out.</summary>
    public CertifySettings OfRecheck(ParseResult parsed, string column) => new()
    {
        LabelColumns = [column],
        UnknownLabels = UnknownLabels.Skip,
        MaxAudits = parsed.GetValue(_maxAudits) ?? CertifySettings.DefaultMaxAudits,
    };

    /// <summary>What the user said.</summary>
    /// <exception cref="BadInputException">A map is no pair, or a column is named twice.</exception>
    public CertifySettings Of(ParseResult parsed) => new()
    {
        LabelColumns = [.. parsed.GetRequiredValue(_labelColumns)],
        LabelMap = (parsed.GetValue(_maps) ?? []).Select(PairOf).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal),
        UnknownLabels = parsed.GetValue(_unknown) ?? UnknownLabels.Refuse,
        MaxAudits = parsed.GetValue(_maxAudits) ?? CertifySettings.DefaultMaxAudits,
    };

    private static KeyValuePair<string, string> PairOf(string map) =>
        map.LastIndexOf('=') is > 0 and var at && map[(at + 1)..].Trim() is { Length: > 0 } label
            ? KeyValuePair.Create(map[..at], label)
            : throw new BadInputException($"--map can't be '{map}'. Allowed: 'GIVEN=LABEL', the second a label of the question.");
}
