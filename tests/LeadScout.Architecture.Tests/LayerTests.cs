using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>The core's namespaces point one way: lower never names higher, neither by a using nor by a qualified name.</summary>
public sealed partial class LayerTests
{
    private const string Core = "src/LeadScout/";

    // From the lowest to the highest; the facade stands above all.
    private static readonly string[] Layers =
    [
        "LeadScout.Telemetry",
        "LeadScout.Messages",
        "LeadScout.Texts",
        "LeadScout.Questions",
        "LeadScout.Answers",
        "LeadScout.Patterns",
        "LeadScout.Statistics",
        "LeadScout.Classifiers",
        "LeadScout.ActiveLearning",
        "LeadScout.Teaching",
        "LeadScout.Teaching.Calls",
        "LeadScout.Teaching.Spending",
        "LeadScout.Teaching.Limits",
        "LeadScout.Teaching.Asking",
        "LeadScout.Hints",
        "LeadScout.Streaming",
        "LeadScout.Forecasts",
        "LeadScout.Jobs",
        "LeadScout.Jobs.Lists",
        "LeadScout.Jobs.Planning",
        "LeadScout.Jobs.Output",
        "LeadScout.Jobs.Reporting",
        "LeadScout.Jobs.Running",
        "LeadScout.Stores",
        "LeadScout.Reviews",
        "LeadScout",
    ];

    [Fact]
    public void Every_namespace_of_the_core_has_its_place()
    {
        Assert.Empty(Files().Select(file => file.Namespace).Distinct().Except(Layers));
    }

    [Fact]
    public void No_layer_names_a_higher_one()
    {
        var upward =
            from file in Files()
            from named in file.Names
            where Array.IndexOf(Layers, named) > Array.IndexOf(Layers, file.Namespace) && named != "LeadScout"
            select $"{file.Path} is in {file.Namespace} and names {named}";
        Assert.Empty(upward);
    }

    [Fact]
    public void Statistics_know_rows_weights_and_outcomes_neither_texts_nor_labels()
    {
        Assert.All(
            Files().Where(file => file.Namespace == "LeadScout.Statistics"),
            file => Assert.All(file.Names, named => Assert.Equal("LeadScout.Statistics", named)));
    }

    private static IEnumerable<(string Path, string Namespace, string[] Names)> Files()
    {
        var files = Repository.SourceFiles("src")
            .Where(path => path.StartsWith(Core, StringComparison.Ordinal))
            .Select(path => (Path: path, Code: Comment().Replace(File.ReadAllText(Path.Combine(Repository.Root, path)), "")))
            .Where(file => Declared().IsMatch(file.Code))
            .ToArray();
        var types = files.SelectMany(file => Type().Matches(file.Code).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        return files.Select(file => (file.Path, Declared().Match(file.Code).Groups[1].Value, NamesIn(file.Code, types)));
    }

    // A qualified name may leave out what all have in common: Jobs.Job is LeadScout.Jobs.Job. A property may be called like a namespace, so
    // what follows must be a type.
    private static string[] NamesIn(string code, HashSet<string> types) =>
    [
        .. Using().Matches(code).Select(match => match.Groups["namespace"].Value).Where(Layers.Contains),
        .. Qualified()
            .Matches(code)
            .Where(match => types.Contains(match.Groups[2].Value))
            .Select(match => "LeadScout." + match.Groups[1].Value)
            .Where(Layers.Contains),
    ];

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();

    // Of an alias or a static using, the namespace of the type.
    [GeneratedRegex(@"^using (?:(?:static |\w+ = )(?<namespace>[\w.]+)\.\w+|(?<namespace>[\w.]+));", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?:LeadScout\.)?((?:[A-Z]\w+\.)*[A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^(?:public|internal|static|sealed|abstract|readonly|partial|ref|\s)*(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(@"^\s*//(?!/).*$|(?<=\s)//(?!/).*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
