#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false

// Prints the figures by which the code is judged: files, methods, constructors, public types and their documentation.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

var root = args is [var given, ..] ? given : Directory.GetCurrentDirectory();
Console.WriteLine("project                        files  median  p90  longest |  methods  median  >50 lines |  widest constructor |  public types  documented");
foreach (var project in Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
    .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")).Order(StringComparer.Ordinal))
{
    var files = Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
        .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview), path).GetRoot())
        .ToArray();
    if (files.Length == 0)
    {
        continue;
    }

    var lines = files.Select(file => file.GetText().Lines.Count).Order().ToArray();
    var methods = files.SelectMany(file => file.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()).Select(LinesOf).Order().ToArray();
    var (width, widest) = files.SelectMany(file => file.DescendantNodes()).Select(WidthOf).DefaultIfEmpty((0, "")).MaxBy(pair => pair.Item1);
    var types = files.SelectMany(file => file.DescendantNodes().OfType<MemberDeclarationSyntax>()).Where(IsPublicType).ToArray();
    var documented = types.Count(type => type.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)));
    Console.WriteLine(
        $"{Path.GetFileNameWithoutExtension(project),-30} {files.Length,5} {At(lines, .5),7} {At(lines, .9),4} {lines[^1],8} | {methods.Length,8} {At(methods, .5),7} "
        + $"{methods.Count(length => length > 50),10} | {width,2} {widest,-16} | {types.Length,12} {(types.Length == 0 ? "-" : $"{100 * documented / types.Length} %"),11}");
}

static int At(int[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

static int LinesOf(SyntaxNode node)
{
    var span = node.SyntaxTree.GetLineSpan(node.Span);
    return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
}

// A record's parameters are its data; those of a class are what it is made with.
static (int, string) WidthOf(SyntaxNode node) => node switch
{
    ConstructorDeclarationSyntax constructor => (constructor.ParameterList.Parameters.Count, constructor.Identifier.Text),
    ClassDeclarationSyntax { ParameterList: { } parameters } type => (parameters.Parameters.Count, type.Identifier.Text),
    _ => (0, ""),
};

static bool IsPublicType(MemberDeclarationSyntax member) =>
    member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
    && member.Modifiers.Any(SyntaxKind.PublicKeyword)
    && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(outer => outer.Modifiers.Any(SyntaxKind.PublicKeyword));
