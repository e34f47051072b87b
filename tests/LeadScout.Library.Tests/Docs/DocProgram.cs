using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeadScout.Library.Tests.Docs;

/// <summary>A program of the documentation, compiled as a project with implicit usings compiles it, and run in this process.</summary>
internal static class DocProgram
{
    // What a reader's own program has: a client, and records of its own. And what the SDK adds to every program.
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using static Surroundings;

        public sealed record Lead(string? JobTitle)
        {
            public string? Department { get; set; }
        }

        public static class Surroundings
        {
            public static Microsoft.Extensions.AI.IChatClient client = null!;
            public static Lead[] leads = [.. Enumerable.Range(0, 300).Select(i => new Lead(i % 50 == 49 ? null : $"{(i % 2 == 0 ? "Sales Manager" : "Gardener")} {i % 40}"))];
        }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What is wrong with a program; empty for nothing.</summary>
    public static (byte[] Assembly, IReadOnlyList<string> Problems) Compile(string usings, string program)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "doc",
            [CSharpSyntaxTree.ParseText(usings + program, options), CSharpSyntaxTree.ParseText(Surroundings, options)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var problems = compilation.Emit(assembly).Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning);
        return (assembly.ToArray(), [.. problems.Select(found => found.ToString())]);
    }

    /// <summary>Runs a program in a folder, and says what it printed. One at a time: folder, culture and console are the process's.</summary>
    public static async Task<string> RunAsync(byte[] assembly, Microsoft.Extensions.AI.IChatClient client, string folder)
    {
        var (before, console) = (Directory.GetCurrentDirectory(), Console.Out);
        var context = new AssemblyLoadContext("doc", isCollectible: true);
        using var printed = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Directory.SetCurrentDirectory(folder);
            Console.SetOut(printed);
            var program = context.LoadFromStream(new MemoryStream(assembly));
            program.GetType("Surroundings")!.GetField("client")!.SetValue(null, client);
            object?[] arguments = program.EntryPoint!.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            await Task.Run(() => program.EntryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture));
            return printed.ToString().ReplaceLineEndings("\n");
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
            context.Unload();
        }
    }
}
