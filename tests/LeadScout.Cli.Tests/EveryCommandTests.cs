using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What holds of every command there is: a program can read what it says.</summary>
public sealed class EveryCommandTests
{
    // A script for a shell, and a protocol of its own.
    private static readonly string[] Others = ["completion bash", "completion zsh", "completion fish", "completion powershell", "mcp"];

    public static TheoryData<string> Commands => [.. Leaves(LeadScoutCommand.Create(Terminal.OfNobody()), "").Except(Others)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_json_and_refuses_in_json(string command)
    {
        var run = await CommandLine.RunAsync([.. command.Split(' '), "--format", "json", "--no-such-option"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("refused", run.Text("state"));
        Assert.NotEmpty(run.Text("stoppedBecause")!);
    }

    [Theory]
    [InlineData("prices", "list", "--formt")]
    [InlineData("answers", "forget", "--al")]
    [InlineData("serve", "keys", "add", "--scop")]
    [InlineData("explain", "--question", "department", "--vp")]
    public async Task An_option_that_is_spelt_wrong_is_not_taken_for_a_text(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"has no option '{args[^1]}'", run.Error, StringComparison.Ordinal);
        Assert.Contains("-- before it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_looks_like_an_option_stands_behind_two_dashes()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync("Job Title\nCFO\n");

        var run = await CommandLine.RunAsync("explain", "--question", "department", "--db", trial.Database, "--format", "json", "--", "--VP--");

        Assert.Equal((0, "--VP--"), (run.ExitCode, run.Text("text")));
    }

    [Fact]
    public async Task Small_commands_give_one_document_each()
    {
        using var folder = new Folder();
        var database = folder["k.db"];
        var question = folder.Write("own.yaml", "name: own\nask: What?\ntext: \"{Job Title}\"\nlabels: [A, {name: B, means: the rest}]\n");
        var list = folder.Write("leads.csv", "Job Title\nCFO\n");

        Assert.Equal(4, (await CommandLine.RunAsync("questions", "list", "--format", "json")).Json.GetArrayLength());
        var shown = await CommandLine.RunAsync("questions", "show", question, "--format", "json");
        Assert.Equal(("own", "the rest"), (shown.Text("question"), shown.Json.GetProperty("labels")[1].GetProperty("means").GetString()));
        Assert.Equal("own", (await CommandLine.RunAsync("questions", "check", question, "--list", list, "--format", "json")).Text("question"));
        var added = await CommandLine.RunAsync("serve", "keys", "add", "me", "--db", database, "--format", "json");
        var key = added.Json.GetProperty("key").GetProperty("id").GetString()!;
        Assert.NotEmpty(added.Text("text")!);
        Assert.Equal(1, (await CommandLine.RunAsync("serve", "keys", "list", "--db", database, "--format", "json")).Json.GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, (await CommandLine.RunAsync("serve", "keys", "revoke", key, "--db", database, "--format", "json")).Json.GetProperty("revokedAt").ValueKind);
    }

    [Fact]
    public async Task The_fields_of_every_document_are_those_on_record()
    {
        var (path, fields) = (Repository.Find("tests/LeadScout.Cli.Tests/documents.txt"), Fields());

        if (Environment.GetEnvironmentVariable("LEADSCOUT_WRITE_DOCUMENTS") == "1")
        {
            await File.WriteAllTextAsync(path, fields, TestContext.Current.CancellationToken);
        }

        Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), fields);
    }

    private static IEnumerable<string> Leaves(Command command, string path)
    {
        foreach (var sub in command.Subcommands.Where(sub => !sub.Hidden))
        {
            var own = path.Length == 0 ? sub.Name : $"{path} {sub.Name}";
            if (sub.Action is not null)
            {
                yield return own;
            }

            foreach (var leaf in Leaves(sub, own))
            {
                yield return leaf;
            }
        }
    }

    /// <summary>A line for each document and each part of one, with its fields in their order.</summary>
    private static string Fields()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ReportJson.Default, ServerJson.Default),
        };
        var (lines, todo) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new Queue<Type>());
        foreach (var given in (Type[])[typeof(ReportJson), typeof(ServerJson)])
        {
            foreach (var attribute in given.GetCustomAttributesData().Where(one => one.AttributeType == typeof(JsonSerializableAttribute)))
            {
                todo.Enqueue((Type)attribute.ConstructorArguments[0].Value!);
            }
        }

        while (todo.TryDequeue(out var type))
        {
            var part = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            if (part.Kind == JsonTypeInfoKind.Enumerable || part.Kind == JsonTypeInfoKind.Dictionary)
            {
                todo.Enqueue(part.ElementType!);
            }
            else if (part.Kind == JsonTypeInfoKind.Object && lines.TryAdd(NameOf(part.Type), string.Join(' ', part.Properties.Select(one => one.Name))))
            {
                foreach (var property in part.Properties)
                {
                    todo.Enqueue(property.PropertyType);
                }
            }
        }

        return string.Concat(lines.Select(line => $"{line.Key}: {line.Value}\n"));
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
