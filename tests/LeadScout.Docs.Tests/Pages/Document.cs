using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadScout.Docs.Tests.Pages;

/// <summary>A document as CommonMark reads it: its blocks of code, fenced with either mark or indented, and its code within lines.</summary>
internal sealed class Document
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    private Document(string path, IReadOnlyList<Block> blocks, IReadOnlyList<string> inlines) => (Path, Blocks, Inlines) = (path, blocks, inlines);

    public string Path { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Code within lines, without its marks.</summary>
    public IReadOnlyList<string> Inlines { get; }

    /// <summary>Every document that a reader of the repository meets.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
            .Concat(Repository.Files("docs", "*.md")).Concat(Repository.Files("src", "README.md")).Concat(Repository.Files("samples", "*.md"))
            .Select(path => Parse(path, Repository.Read(path))),
    ];

    public static Document Parse(string path, string text)
    {
        var parsed = Markdown.Parse(text.ReplaceLineEndings("\n"), Pipeline);
        return new(path, [.. BlocksOf(path, parsed)], [.. parsed.Descendants<CodeInline>().Select(code => code.Content)]);
    }

    private static IEnumerable<Block> BlocksOf(string path, MarkdownDocument parsed)
    {
        Block? before = null;
        var comment = "";
        foreach (var part in parsed.Descendants().OfType<LeafBlock>())
        {
            if (part is CodeBlock code)
            {
                before = new Block(
                    path, code.Line + 1, (code as FencedCodeBlock)?.Info ?? "", string.Concat(LinesOf(code).Select(line => line + "\n")), comment, before);
                yield return before;
                comment = "";
            }
            else if (part is HtmlBlock { Type: HtmlBlockType.Comment } html)
            {
                comment = string.Join('\n', LinesOf(html)).Trim().TrimStart('<', '!', '-').TrimEnd('-', '>').Trim();
            }
            else
            {
                (before, comment) = (null, "");
            }
        }
    }

    private static IEnumerable<string> LinesOf(LeafBlock block) =>
        block.Lines.Lines.Take(block.Lines.Count).Select(line => line.Slice.ToString());
}
