using LeadScout.Application.Jobs;
using LeadScout.Docs.Tests.Pages;
using LeadScout.Files.QuestionFiles;
using Xunit;

namespace LeadScout.Docs.Tests.Data;

/// <summary>YAML of the documents is a question's file, a line for one, or a file of LLMs, and is read without a complaint.</summary>
public sealed class YamlTests
{
    private const string Question = "name: belief\nask: Which religion does this member have?\ntext: \"{Name}\"\nlabels: [Christian, Muslim, Other]\n";

    public static TheoryData<string, int, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var block in Document.All.SelectMany(document => document.Blocks).Where(block => Runners.Of(block) == Runner.Yaml))
            {
                data.Add(block.Document, block.Line, block.Text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_read(string document, int line, string text)
    {
        using var folder = new Folder();
        var isLine = !text.Contains("labels:", StringComparison.Ordinal);
        var path = folder.Write("block.yaml", text.StartsWith("teachers:", StringComparison.Ordinal) || !isLine ? text : Question + text);
        var error = Record.Exception(() => _ = text.StartsWith("teachers:", StringComparison.Ordinal)
            ? (object)TeacherFile.Read(path)
            : BuiltInQuestions.Resolve(path));
        Assert.True(error is null, $"{document}:{line}: {error?.Message}");
    }
}
