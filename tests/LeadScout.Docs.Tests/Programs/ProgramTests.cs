using LeadScout.Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LeadScout.Docs.Tests.Programs;

/// <summary>C# of the documents compiles, without a warning, against the libraries as they are. (docs/library.md is run, too: LeadScout.Library.Tests.)</summary>
public sealed class ProgramTests
{
    // What a reader's own program has around it.
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using LeadScout;
        global using LeadScout.Embeddings;
        global using LeadScout.Llm;
        global using LeadScout.Llm.Anthropic;
        global using LeadScout.Llm.Embeddings;
        global using LeadScout.Llm.Ollama;
        global using LeadScout.Llm.OpenAI;
        global using LeadScout.Postgres;
        global using LeadScout.Questions;
        global using LeadScout.Server;
        global using LeadScout.Server.Hosting;
        global using LeadScout.Sqlite;
        global using LeadScout.Teaching;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.DependencyInjection;
        global using static Surroundings;

        public sealed record Lead(string? JobTitle)
        {
            public string? Department { get; set; }
        }

        public static class Surroundings
        {
            public static WebApplicationBuilder builder = null!;
            public static IChatClient client = null!;
            public static IEmbeddingGenerator<string, Embedding<float>> generator = null!;
            public static LeadScout.Hints.IEmbedder embedder = null!;
            public static LeadScoutClient scout = null!;
            public static Question question = null!;
            public static Lead[] leads = [];
            public static Lead[] list = [];
            public static CancellationToken cancellationToken;
        }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string, int, string> Programs
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var block in Document.All.SelectMany(document => document.Blocks).Where(block => Runners.Of(block) == Runner.Program))
            {
                data.Add(block.Document, block.Line, block.Text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_compiles(string document, int line, string program)
    {
        var problems = Compile(program);
        Assert.True(problems.Length == 0, $"{document}:{line}: {string.Join('\n', problems)}");
    }

    [Fact]
    public void One_that_names_what_there_is_not_does_not_compile() =>
        Assert.NotEmpty(Compile("builder.Services.AddLeadScout(o => o.MaxCostUSDollars = 5m);"));

    private static string[] Compile(string program)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "page",
            [CSharpSyntaxTree.ParseText(program, options), CSharpSyntaxTree.ParseText(Surroundings, options)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.ToString())];
    }
}
