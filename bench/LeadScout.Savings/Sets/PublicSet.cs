using LeadScout.Questions;

namespace LeadScout.Savings.Sets;

/// <summary>A set of the public collection, and how the bench takes it.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Rows">The rows of a list; null for all.</param>
/// <param name="RealOrder">Whether the order in the file is the one in which the rows came to be, so that seed 1 keeps it.</param>
internal sealed record PublicSet(string Name, int? Rows = null, bool RealOrder = false)
{
    /// <summary>What the bench runs by default.</summary>
    public static IReadOnlyList<PublicSet> Standard { get; } =
    [
        new("titles_h2b", RealOrder: true),
        new("industry_noga_multilingual"),
        new("banking77", 10_000),
        new("titles_noc", 10_000),
        new("names_charrnn"),
        new("companies_financedb"),
        new("control_random_industry"),
    ];

    /// <summary>What it knows besides.</summary>
    public static IReadOnlyList<PublicSet> Further { get; } =
    [
        new("titles_onet_reported"),
        new("titles_esco_en", 10_000),
        new("titles_chisco_multilingual"),
        new("names_worldcup_squads"),
    ];

    /// <summary>The set of this name.</summary>
    public static PublicSet Find(string name) =>
        Standard.Concat(Further).FirstOrDefault(set => set.Name == name) ?? throw new BadInputException(
            $"There is no set '{name}'. Known: {string.Join(", ",
            Standard.Concat(Further).Select(set => set.Name))}. For any other file there is --tsv.");

    /// <summary>The list of a seed.</summary>
    /// <param name="set">The set as read.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rows">Overrides <see cref="Rows"/>.</param>
    public Sample Sample(LabelledSet set, ulong seed, int? rows) =>
        RealOrder && seed == 1 ? Sets.Sample.InOrder(set, most: rows ?? Rows) : Sets.Sample.Draw(set, seed, rows ?? Rows);
}
