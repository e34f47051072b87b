using LeadScout.Questions;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Together;

namespace LeadScout.Savings.Regret;

/// <summary>
/// Easy lists of business titles, as most users bring: titles of the public sets, and a label that their words decide. The first department
/// with a word in the title counts; titles without one are left out but for one in four, which are Other.
/// </summary>
internal static class KeywordTitles
{
    private static readonly (string Label, string[] Stems)[] Departments =
    [
        ("Human Resources", ["personnel", "recruit", "human resource", "payroll", "training officer", "benefits"]),
        ("IT", ["software", "computer", "data", "network", "web", "systems analyst", "ict", "programmer", "information technology", "database"]),
        ("Finance", ["account", "audit", "financ", "tax", "bank", "credit", "loan", "treasur", "actuar", "bookkeep"]),
        ("Legal", ["law", "legal", "attorney", "judge", "notary", "paralegal", "court"]),
        ("Marketing", ["market", "advertis", "public relations", "brand", "media", "promot"]),
        ("Sales", ["sales", "retail", "seller", "merchand", "buyer", "purchas", "store", "shop", "vendor"]),
        ("Research", ["research", "scient", "chemist", "biolog", "physic", "laborator"]),
        ("Health", ["nurs", "medic", "health", "dental", "therap", "surg", "clinic", "pharm"]),
        ("Education", ["teach", "professor", "lectur", "instructor", "school", "educat"]),
        ("Engineering", ["engineer", "designer", "architect", "draft", "technolog"]),
        ("Logistics", ["driver", "transport", "logist", "warehouse", "freight", "shipping", "truck", "dispatch"]),
        ("Production", ["operator", "machin", "assembl", "manufactur", "weld", "factory", "production", "foreman"]),
        ("Administration", ["clerk", "secretar", "office", "administrat", "reception", "assistant"]),
    ];

    /// <summary>A set by its name: of the collection, or <c>SET:department</c> or <c>SET:rank</c>.</summary>
    public static LabelledSet Read(string data, string name)
    {
        var parts = name.Split(':');
        var set = SetFile.Read(Path.Combine(data, parts[0] + ".tsv"));
        return parts.Length == 1 ? set : Of(set, parts[1]);
    }

    /// <summary>A set of the collection under departments, called <c>NAME:department</c>, or ranks, <c>NAME:rank</c>.</summary>
    public static LabelledSet Of(LabelledSet set, string question)
    {
        Func<string, string?> label = question switch
        {
            "department" => Department,
            "rank" => SeniorityRule.LabelOf,
            _ => throw new BadInputException($"There is no question '{question}' about titles. Allowed: department, rank."),
        };
        var rows = set.Texts.Select((text, i) => (Text: text, Label: label(text) ?? (i % 4 == 0 ? "Other" : null)))
            .Where(row => row.Label is not null)
            .Select(row => new LabelledRow(row.Text, row.Label!, row.Label!));
        return new LabelledSet($"{set.Name}:{question}", [.. rows]);
    }

    private static string? Department(string title) =>
        Array.Find(Departments, department => department.Stems.Any(stem => Starts(title, stem))).Label;

    /// <summary>Whether one of the title's words begins so.</summary>
    private static bool Starts(string title, string stem)
    {
        for (var at = 0; (at = title.IndexOf(stem, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (at == 0 || !char.IsLetter(title[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
