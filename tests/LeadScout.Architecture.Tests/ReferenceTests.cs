using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>Arrows point inward only: Cli → Server, Cluster → Application → Files, Llm, stores → core.</summary>
public sealed class ReferenceTests
{
    // What the core may use: pure computation, no file, no database, no network, no host; and the abstractions by which a .NET application
    // wires, configures and logs, because the facade is offered in its terms. They do nothing by themselves.
    private static readonly string[] CoreLibraries =
    [
        "AnyAscii",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "System.IO.Hashing",
        "System.Numerics.Tensors",
    ];

    private static readonly string[] Middle = ["LeadScout.Files", "LeadScout.Llm", "LeadScout.Sqlite", "LeadScout.Postgres"];
    private static readonly string[] Providers = ["LeadScout.Llm.Anthropic", "LeadScout.Llm.Ollama", "LeadScout.Llm.OpenAI"];
    private static readonly string[] AddOns = ["LeadScout.Cluster", "LeadScout.DuckDb", "LeadScout.Embeddings"]; // loaded by who asks for them
    private static readonly string[] Shared = ["LeadScout.Application"];
    private static readonly string[] Outer = ["LeadScout.Cli", "LeadScout.Cli.Native", "LeadScout.Cluster", "LeadScout.Server"];

    [Fact]
    public void The_core_references_no_other_project()
    {
        Assert.Empty(Repository.ProjectReferences(Repository.Projects("src")["LeadScout"]));
    }

    [Fact]
    public void The_core_references_no_driver_no_web_and_no_host()
    {
        Assert.Empty(Repository.LibraryReferences(Repository.Projects("src")["LeadScout"]).Except(CoreLibraries));
    }

    [Fact]
    public void The_middle_references_the_core_alone()
    {
        foreach (var (name, project) in Repository.Projects("src").Where(pair => Middle.Contains(pair.Key)))
        {
            Assert.True(
                Repository.ProjectReferences(project).All(reference => reference == "LeadScout"), $"{name} reaches beyond the core.");
        }
    }

    [Fact]
    public void A_providers_package_references_what_it_plugs_into_and_its_own_library_alone()
    {
        foreach (var name in Providers)
        {
            var project = Repository.Projects("src")[name];
            Assert.Equal(["LeadScout.Llm"], Repository.ProjectReferences(project));
            Assert.All(Repository.LibraryReferences(project), library => Assert.Contains(name["LeadScout.Llm.".Length..], library, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_own_chat_client_drags_no_providers_library_in()
    {
        var libraries = Repository.LibraryReferences(Repository.Projects("src")["LeadScout.Llm"]);
        string[] neutral =
            ["Microsoft.Extensions.AI", "Microsoft.ML.Tokenizers", "Microsoft.ML.Tokenizers.Data.O200kBase", "System.ClientModel"];
        Assert.Empty(libraries.Except(neutral));
    }

    [Fact]
    public void Nothing_references_an_add_on_so_that_nobody_restores_what_was_not_asked_for()
    {
        foreach (var (name, project) in Repository.Projects("src"))
        {
            Assert.True(!Repository.ProjectReferences(project).Intersect(AddOns).Any(), $"{name} references an add-on.");
        }
    }

    [Fact]
    public void What_the_outer_ring_shares_knows_neither_terminal_nor_web()
    {
        var project = Repository.Projects("src")["LeadScout.Application"];
        Assert.Empty(Repository.ProjectReferences(project).Except([.. Middle, .. Providers, "LeadScout"]));
        Assert.Empty(Repository.LibraryReferences(project));
    }

    [Fact]
    public void The_server_knows_no_command_line()
    {
        Assert.DoesNotContain("LeadScout.Cli", Repository.ProjectReferences(Repository.Projects("src")["LeadScout.Server"]));
    }

    [Fact]
    public void Nothing_in_the_core_or_the_middle_references_the_outer_ring()
    {
        foreach (var (name, project) in Repository.Projects("src").Where(pair => !Outer.Contains(pair.Key)))
        {
            Assert.True(!Repository.ProjectReferences(project).Intersect(Outer).Any(), $"{name} references the outer ring.");
        }
    }

    [Fact]
    public void Every_project_has_its_place_in_a_ring()
    {
        Assert.Empty(Repository.Projects("src").Keys.Except([.. Middle, .. Providers, .. AddOns, .. Shared, .. Outer, "LeadScout"]));
    }

    [Fact]
    public void The_product_references_no_test()
    {
        var tests = Repository.Projects("tests").Keys;
        foreach (var (name, project) in Repository.Projects("src"))
        {
            Assert.True(!Repository.ProjectReferences(project).Intersect(tests).Any(), $"{name} references a test project.");
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "LeadScout.slnx"));
        var missing = Repository.Projects("src").Concat(Repository.Projects("tests"))
            .Select(pair => Path.GetRelativePath(Repository.Root, pair.Value).Replace('\\', '/'))
            .Where(path => !solution.Contains(path, StringComparison.Ordinal));
        Assert.Empty(missing);
    }
}
