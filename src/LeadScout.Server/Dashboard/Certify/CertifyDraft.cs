using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Dashboard.Lists;
using LeadScout.Server.Jobs;

namespace LeadScout.Server.Dashboard.Certify;

/// <summary>How a person wants the labels of a list put to the proof: texts as typed, checked when they are used.</summary>
internal sealed class CertifyDraft
{
    /// <summary>How it goes about the list, as for any job.</summary>
    public OrderDraft Order { get; } = new();

    /// <summary>The columns that hold labels, in the order of the header.</summary>
    public HashSet<string> LabelColumns { get; } = new(StringComparer.Ordinal);

    /// <summary>What names in the list mean, one a line as in <c>Vertrieb=Sales</c>.</summary>
    public string LabelMap { get; set; } = "";

    /// <summary>What becomes of labels that the question does not have.</summary>
    public UnknownLabels UnknownLabels { get; set; }

    /// <summary>Texts to draw at most.</summary>
    public string MaxAudits { get; set; } = CertifySettings.DefaultMaxAudits.ToString(CultureInfo.InvariantCulture);

    /// <summary>The order.</summary>
    /// <exception cref="BadInputException">Something is missing or can't be used; the message says what.</exception>
    public JobOrder Of(string list, IReadOnlyList<string> header, string question, ColumnMapping columns)
    {
        if (LabelColumns.Count == 0)
        {
            throw new BadInputException("Which column of the list holds the labels? Choose at least one above.");
        }

        var order = Order.Of(list, [question], columns.Choice());
        return order with
        {
            Settings = order.Settings with
            {
                Certify = new CertifySettings
                {
                    LabelColumns = [.. header.Where(LabelColumns.Contains)],
                    LabelMap = Mapped(),
                    UnknownLabels = UnknownLabels,
                    MaxAudits = int.TryParse(MaxAudits.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && SettingRanges.MaxAudits.Contains(most)
                        ? most
                        : throw new BadInputException($"Texts to draw at most: '{MaxAudits}' is not allowed. Allowed: {SettingRanges.MaxAudits}."),
                },
            },
        };
    }

    private ImmutableSortedDictionary<string, string> Mapped()
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in LabelMap.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.LastIndexOf('=');
            if (at <= 0 || at == line.Length - 1)
            {
                throw new BadInputException($"'{line}' says no label's meaning. Write one a line, the list's word first, as in Vertrieb=Sales.");
            }

            map[line[..at].Trim()] = line[(at + 1)..].Trim();
        }

        return map.ToImmutable();
    }
}
