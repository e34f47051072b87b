using System.Security;
using CsCheck;
using LeadScout.Files.Xlsx;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class SharedStringsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_of_all_lengths_come_back_in_any_order() => Gen.Select(Text.Array[1, 60], Gen.Int[0, 1000].Array[1, 100]).Sample(
        (texts, asked) => AssertSame(texts, asked, TextBlocks.InMemory),
        iter: 200,
        threads: 1);

    [Fact]
    public void Texts_that_do_not_fit_into_memory_come_back_from_a_file()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), 400_000) + i)];
        int[] asked = [.. Enumerable.Range(0, 200).Select(i => i * 17)];
        AssertSame(texts, asked, blocksInMemory: 1);
    }

    private static Gen<string> Text => Gen.OneOf('a', 'é', '長', ' ', '&', '<').Array[0, 40].Select(c => new string(c));

    private void AssertSame(string[] texts, int[] asked, int blocksInMemory)
    {
        var parts = WorkbookParts.Plain.With(WorkbookParts.SharedTexts, $"<sst xmlns=\"x\">{string.Concat(texts.Select(t => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(t)}</t></si>"))}</sst>");
        using var package = XlsxPackage.Open(_folder.Write("a.xlsx", parts.ToBytes()));
        using var read = SharedStrings.Read(package, WorkbookParts.SharedTexts, blocksInMemory);
        Assert.Equal(texts.Length, read.Count);
        foreach (var index in asked.Select(i => i % texts.Length))
        {
            Assert.Equal(texts[index], read[index].ToString());
        }
    }
}
