using System.Text;
using LeadScout.Jobs;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Dashboard.Tests;

/// <summary>A list of job titles that can be learned, and what the stand-in says about them.</summary>
internal static class Lists
{
    /// <summary>Who is asked: a model with a price, at the stand-in's address.</summary>
    public const string Teacher = "openai:gpt-5-mini";

    private static readonly (string Label, string Means, string[] Nouns)[] Departments =
    [
        ("Sales", "sells to customers", ["Sales Manager", "Account Executive", "Vertriebsleiter", "Business Development Manager"]),
        ("Finance", "money, tax and controlling", ["Accountant", "Controller", "Buchhalter", "Treasury Analyst"]),
        ("IT", "computers, networks and software", ["Software Engineer", "System Administrator", "Netzwerktechniker", "Data Engineer"]),
        ("HR", "people and pay", ["Recruiter", "HR Business Partner", "Personalreferent", "Payroll Specialist"]),
    ];

    private static readonly string[] Ranks = ["", "Senior ", "Junior ", "Lead ", "Assistant ", "Deputy ", "Interim ", "Group ", "Chief "];
    private static readonly string[] Places =
        ["", " EMEA", " DACH", " North", " South", " Nordics", " Benelux", " Iberia", " Americas", " Asia"];

    /// <summary>The question that the tests write, by label and meaning.</summary>
    public static IEnumerable<(string Label, string Means)> Labels =>
        Departments.Select(department => (department.Label, department.Means));

    /// <summary>What the question asks.</summary>
    public const string Ask = "Which team does this job title belong to?";

    /// <summary>The distinct titles with their labels, in an order that mixes the departments.</summary>
    public static IReadOnlyList<(string Title, string Label)> Titles { get; } =
    [
        .. from place in Places
           from rank in Ranks
           from at in Enumerable.Range(0, Departments[0].Nouns.Length)
           from department in Departments
           select ($"{rank}{department.Nouns[at]}{place}", department.Label),
    ];

    /// <summary>The list: each title once, every third one again at the end.</summary>
    public static string Csv
    {
        get
        {
            var csv = new StringBuilder("Id,Name,Job Title\r\n");
            var rows = Titles.Concat(Titles.Where((_, i) => i % 3 == 0)).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1:00000},Person {i + 1},{rows[i].Title}\r\n");
            }

            return csv.ToString();
        }
    }

    /// <summary>Rows of the list.</summary>
    public static int Rows => Titles.Count + ((Titles.Count + 2) / 3);

    /// <summary>The question's file, for the command line.</summary>
    public static string Yaml =>
        $"name: team\nask: \"{Ask}\"\ntext: \"{{Job Title}}\"\nlabels:\n{string.Concat(Labels.Select(label => $"  - {{name: {label.Label}, means: \"{label.Means}\"}}\n"))}";

    /// <summary>
    /// The same titles in two columns, of which one is called otherwise than in the questions about them: Region is their Place.
    /// </summary>
    public static string CsvInTwoColumns => "Id,Job,Region\r\n" + string.Concat(
        (from place in Places
         from rank in Ranks
         from department in Departments
         from noun in department.Nouns
         select $"{rank}{noun},{place.Trim()}\r\n").Index().Select(row => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.Index + 1:00000},{row.Item}")));

    /// <summary>A question with the labels of this list.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it asks about, columns in braces.</param>
    public static string YamlOf(string name, string text) =>
        Yaml.Replace("team", name, StringComparison.Ordinal).Replace("{Job Title}", text, StringComparison.Ordinal);

    /// <summary>What the stand-in answers.</summary>
    public static Recording Answers(string folder)
    {
        var path = Path.Combine(folder, "answers.tsv");
        File.WriteAllText(path, "text\tlabel\n" + string.Concat(Titles.Select(title => $"{title.Title}\t{title.Label}\n")));
        return Recording.Load(path);
    }
}
