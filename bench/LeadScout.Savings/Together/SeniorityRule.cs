using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Savings.Together;

/// <summary>Stands in for a teacher's word on seniority: the first label one of whose words is in the title.</summary>
internal static class SeniorityRule
{
    private static readonly (string Label, string[] Words)[] Ranks =
    [
        ("Owner", ["owner", "founder", "proprietor"]),
        ("Junior", ["assistant", "junior", "trainee", "apprentice", "intern", "helper", "aide"]),
        ("Vice President", ["vice"]),
        ("Executive", ["chief", "president", "ceo", "cfo", "executive"]),
        ("Director", ["director", "head", "dean", "superintendent"]),
        ("Manager", ["manager", "supervisor", "foreman", "lead", "coordinator"]),
        ("Senior", ["senior", "principal", "staff", "master"]),
    ];

    public static string LabelOf(string title)
    {
        var words = title.ToLowerInvariant().Split([' ', ',', '/', '-', '(', ')', '.', ';'], StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(Ranks, rank => rank.Words.Any(words.Contains)).Label ?? "Specialist";
    }
}
