using LeadScout.Application.Embeddings;
using LeadScout.Questions;

namespace LeadScout.Embeddings.Tests;

public sealed class AddOnTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_add_on_is_loaded_from_its_folder_with_its_own_libraries_and_its_model()
    {
        var built = Path.GetFullPath(
            Path.Join(AppContext.BaseDirectory, "..", "..", "LeadScout.Embeddings", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))));
        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "embeddings"), built);
        using var embedder = Embedders.Load(_folder.FullName).Open(null, 1);
        Assert.NotSame(typeof(LocalEmbedder), embedder.GetType());
        Assert.Equal(384, Assert.Single(await embedder.EmbedAsync(["VP Sales"], TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public void Without_the_add_on_the_command_that_builds_it_is_named()
    {
        Assert.Contains("dotnet publish src/LeadScout.Embeddings", Refusal(() => Embedders.Load(_folder.FullName)), StringComparison.Ordinal);
        Assert.Contains("dotnet publish src/LeadScout.Embeddings", Refusal(() => Embedders.Of("local", path => path)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_add_on_is_refused()
    {
        Directory.CreateDirectory(Path.Join(_folder.FullName, "embeddings"));
        File.WriteAllText(Path.Join(_folder.FullName, "embeddings", "LeadScout.Embeddings.dll"), "text");
        Assert.Contains("does not fit this LeadScout", Refusal(() => Embedders.Load(_folder.FullName)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Local")]
    [InlineData("local:")]
    [InlineData("minilm")]
    public void A_name_that_is_not_known_is_refused_with_those_that_are(string name) =>
        Assert.Contains(Embedders.Allowed, Refusal(() => Embedders.Of(name, path => path)), StringComparison.Ordinal);

    [Fact]
    public void None_is_none()
    {
        Assert.Null(Embedders.Of(null, path => path));
        Assert.Null(Embedders.Of("none", path => path));
    }

    private static string Refusal(Func<object?> work) => Assert.ThrowsAny<BadInputException>(work).Message;
}
