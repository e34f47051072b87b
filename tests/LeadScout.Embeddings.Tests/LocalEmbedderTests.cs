using LeadScout.Questions;

namespace LeadScout.Embeddings.Tests;

public sealed class LocalEmbedderTests(Encoder encoder) : IClassFixture<Encoder>
{
    [Fact]
    public async Task Texts_that_mean_much_the_same_are_nearer_than_texts_that_share_words()
    {
        var vectors = await EmbedAsync("I want a refund", "please give me my money back", "I want a haircut");
        Assert.True(Encoder.Likeness(vectors[0], vectors[1]) > Encoder.Likeness(vectors[0], vectors[2]));
        Assert.All(vectors, vector => Assert.Equal(encoder.Local.Dimensions, vector.Length));
    }

    [Fact]
    public async Task A_vector_does_not_depend_on_what_is_embedded_beside_it()
    {
        string[] texts = ["VP Sales", "a much longer text about somebody who sells machines to factories", "nurse", "", "VP Sales", "💰 営業部長"];
        var together = await EmbedAsync(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await EmbedAsync(texts[i]))[0], together[i]);
        }

        Assert.Equal(together[0], together[4]);
    }

    [Fact]
    public async Task A_vector_does_not_depend_on_the_number_of_cores()
    {
        using var other = LocalEmbedder.Open(null, 2);
        var vectors = (await other.EmbedAsync(["VP Sales EMEA"], TestContext.Current.CancellationToken)).Vectors;
        Assert.Equal(await EmbedAsync("VP Sales EMEA"), vectors);
        Assert.Equal(encoder.Local.Model, other.Model);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    [InlineData("[CLS] [SEP] [MASK]")]
    [InlineData("ﷺﷺﷺ ȧ̶͝ Ω≈ç√")]
    public async Task Whatever_the_text_the_vector_holds_numbers(string text)
    {
        foreach (var one in new[] { text, text + new string('x', 5000), string.Concat(Enumerable.Repeat(text + " word", 2000)) })
        {
            Assert.All((await EmbedAsync(one))[0], value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public async Task Upper_case_and_accents_make_no_difference_to_a_vocabulary_without_them()
    {
        var vectors = await EmbedAsync("directeur général", "DIRECTEUR GENERAL", "directeur énergie");
        Assert.Equal(vectors[0], vectors[1]);
        Assert.NotEqual(vectors[0], vectors[2]);
    }

    [Fact]
    public async Task An_embedding_that_is_cancelled_ends() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => encoder.Local.EmbedAsync(["a"], new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_folder_with_the_same_files_is_the_same_model_also_where_the_network_has_a_folder_of_its_own()
    {
        var files = ModelFiles.Read(null);
        var folder = Directory.CreateTempSubdirectory("leadscout-test-");
        try
        {
            Directory.CreateDirectory(Path.Join(folder.FullName, "onnx"));
            await File.WriteAllBytesAsync(Path.Join(folder.FullName, "onnx", "model.onnx"), files.Model, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Join(folder.FullName, "vocab.txt"), files.Vocabulary, TestContext.Current.CancellationToken);
            using var other = LocalEmbedder.Open(folder.FullName, 1);
            Assert.Equal(encoder.Local.Model, other.Model);

            await File.AppendAllTextAsync(Path.Join(folder.FullName, "vocab.txt"), "another\n", TestContext.Current.CancellationToken);
            Assert.NotEqual(encoder.Local.Model, $"local:{ModelFiles.Read(folder.FullName).Revision}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_or_lacks_a_file_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("leadscout-test-");
        try
        {
            AssertRefused(Path.Join(folder.FullName, "nowhere"), "there is no folder");
            AssertRefused(folder.FullName, "holds no 'model.onnx'");
            File.WriteAllText(Path.Join(folder.FullName, "model.onnx"), "text");
            AssertRefused(folder.FullName, "holds no 'vocab.txt'");
            File.WriteAllText(Path.Join(folder.FullName, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
            AssertRefused(folder.FullName, "no encoder that can be used");
            File.WriteAllBytes(Path.Join(folder.FullName, "model.onnx"), []);
            AssertRefused(folder.FullName, "no encoder that can be used");
            File.WriteAllBytes(Path.Join(folder.FullName, "model.onnx"), ModelFiles.Read(null).Model);
            File.WriteAllText(Path.Join(folder.FullName, "vocab.txt"), "");
            AssertRefused(folder.FullName, "no encoder that can be used");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertRefused(string folder, string because) => Assert.Contains(
        because, Assert.ThrowsAny<BadInputException>(() => LocalEmbedder.Open(folder, 1).Dispose()).Message, StringComparison.Ordinal);

    private async Task<IReadOnlyList<float[]>> EmbedAsync(params string[] texts) =>
        (await encoder.Local.EmbedAsync(texts, TestContext.Current.CancellationToken)).Vectors;
}
