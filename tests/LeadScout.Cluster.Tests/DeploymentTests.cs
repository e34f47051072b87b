using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace LeadScout.Cluster.Tests;

/// <summary>The files to start a cluster by: their syntax, and that the command line has every option that they give.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Join(AppContext.BaseDirectory, "..", "..", "..", ".."));

    [Theory]
    [InlineData("cluster-compose.yaml", "services")]
    [InlineData("cluster-kubernetes.yaml", "spec")]
    public async Task A_file_is_YAML_and_its_options_are_those_of_serve(string file, string key)
    {
        var text = await File.ReadAllTextAsync(Path.Join(Repository, "eng", file), TestContext.Current.CancellationToken);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        Assert.All(stream.Documents, document => Assert.True(((YamlMappingNode)document.RootNode).Children.ContainsKey(key)));

        using var folder = new Folder();
        var help = (await LeadScoutProcess.RunAsync(folder.Path, null, ["serve", "--help"])).Out;
        var options = Option().Matches(string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))))
            .Select(match => match.Groups[1].Value).Distinct().Except(["--scope"]).ToArray();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"[\s""](--[a-z-]+)[=""]")]
    private static partial Regex Option();
}
