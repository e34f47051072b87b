using LeadScout.Application.Embeddings;
using LeadScout.Hints;
using LeadScout.Llm;
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
        Assert.Equal(384, Assert.Single((await embedder.EmbedAsync(["VP Sales"], TestContext.Current.CancellationToken)).Vectors).Length);
    }

    [Fact]
    public void Without_the_add_on_the_command_that_builds_it_is_named()
    {
        Assert.Contains("dotnet publish src/LeadScout.Embeddings", Refusal(() => Embedders.Load(_folder.FullName)), StringComparison.Ordinal);
        Assert.Contains("dotnet publish src/LeadScout.Embeddings", Refusal(() => Of("local")), StringComparison.Ordinal);
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
        Assert.Contains(Embedders.Allowed, Refusal(() => Of(name)), StringComparison.Ordinal);

    [Fact]
    public void None_is_none()
    {
        Assert.Null(Of(null));
        Assert.Null(Of("none"));
    }

    private static IEmbedder? Of(string? name) =>
        Embedders.Of(name is null ? null : new EmbeddingChoice(name), path => path, _ => new TeacherOptions());

    private static string Refusal(Func<object?> work) => Assert.ThrowsAny<BadInputException>(work).Message;
}
