using System.Collections.Immutable;
using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Lists;
using LeadScout.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout serve</c>: the product in a browser, and over HTTP.</summary>
internal static class ServeCommand
{
    private const int LeastWorkers = 16;

    public static Command Create(Terminal terminal)
    {
        var url =
            new Option<string>("--url") { HelpName = "URL", Description = "Where to listen; port 0 for any free one", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var data =
            new Option<string>("--data") { HelpName = "DIR", Description = "Folder for uploaded lists, results and questions", DefaultValueFactory = _ => "leadscout-data" };
        var host =
            new Option<string[]>("--host") { HelpName = "NAME", Description = "A name by which it may be called, beside its address; may be given several times" };
        var requireKey =
            new Option<bool>("--require-key") { Description = "Ask for a key even on this machine, as behind a proxy that runs on it" };
        var maxUpload = Parsed.Option(
            "--max-upload",
            "MB",
            "The largest list that may be uploaded",
            "a whole number from 1 to 10000",
            200L,
            Parsed.Whole(1L, 10_000L));
        var escalate =
            new Option<string?>("--escalate") { HelpName = "NAME", Description = "A second LLM that jobs may name, for what the first gives no usable answer to" };
        var escalateUrl =
            new Option<string?>("--escalate-url") { HelpName = "URL", Description = "Where the second LLM's OpenAI-compatible server listens; the provider's own address unless given" };
        var webhook =
            new Option<string[]>("--webhook") { HelpName = "URL", Description = "An address that jobs may have told when they end or stop, signed with the secret in LEADSCOUT_WEBHOOK_SECRET; may be given several times" };
        var webhookPrivate =
            new Option<bool>("--webhook-private") { Description = "The names of --webhook may lead into a private network" };
        var agents = CommonOptions.MaxCost("--agent-max-cost", "The most that agents may spend over MCP until the server ends, all together; without it, up to their keys' limits");
        var (teacher, teachersFile, teacherUrl, database) = (
            CommonOptions.Teacher(), CommonOptions.TeachersFile(), CommonOptions.TeacherUrl(), CommonOptions.Database());
        var (embeddings, cluster, format) = (new ServerEmbeddingOptions(), new ClusterArguments(), CommonOptions.Format());
        var (teacherSettings, prices, limits) = (new TeacherSettingOptions(), new PriceOptions(), new RateLimitOptions());
        var command = new Command("serve", "Serve the dashboard and the HTTP API: to this machine alone, unless told otherwise.")
        {
            url, data, teacher, teachersFile, teacherUrl, escalate, escalateUrl, host, requireKey, maxUpload, webhook,
            webhookPrivate, agents, database, format,
            ServeKeysCommand.Create(terminal),
        };
        teacherSettings.AddTo(command);
        prices.AddTo(command);
        limits.AddTo(command);
        embeddings.AddTo(command);
        cluster.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var known = parsed.GetValue(teachersFile) is { } file
                ? TeacherFile.Read(file)
                : ImmutableSortedDictionary<string, NamedTeacher>.Empty;
            RefuseUnused(
                parsed.GetValue(teacher) ?? OnlyOf(known), parsed.GetValue(teacherUrl), teacherSettings.Of(parsed), prices.Of(parsed));
            var options = new ServerOptions
            {
                Url = ListenOn(parsed.GetRequiredValue(url)),
                Database = parsed.GetRequiredValue(database),
                SharedStore = StoreAddress.IsShared(parsed.GetRequiredValue(database))
                    ? () => Databases.Open(terminal, parsed.GetRequiredValue(database))
                    : null,
                DataFolder = parsed.GetRequiredValue(data),
                ListFolder = cluster.ListsOf(parsed),
                Cluster = cluster.Of(parsed, parsed.GetRequiredValue(database), ListenOn(parsed.GetRequiredValue(url))),
                Teacher = parsed.GetValue(teacher) ?? OnlyOf(known),
                TeacherSettings = teacherSettings.Of(parsed),
                Prices = prices.Of(parsed),
                Limits = limits.Of(parsed),
                Teachers = known,
                TeacherUrl = parsed.GetValue(teacherUrl),
                Escalate = parsed.GetValue(escalate),
                EscalateUrl = parsed.GetValue(escalateUrl),
                Embeddings = embeddings.Of(parsed),
                Webhooks = [.. (parsed.GetValue(webhook) ?? []).Select(WebhookOf)],
                WebhooksMayBePrivate = parsed.GetValue(webhookPrivate),
                AgentMaxCost = parsed.GetValue(agents),
                Hosts = parsed.GetValue(host) ?? [],
                RequireKey = parsed.GetValue(requireKey),
                SignOn = SignOnIssuer.Of(terminal.Environment),
                Uploads = new UploadLimits { Bytes = parsed.GetValue(maxUpload) << 20 },
                Environment = terminal.Environment,
                Clock = terminal.Clock,
            };
            KeepWorkersForRequests();
            await using var server = ServerHost.Build(options);
            await StartAsync(server, options.Url, interrupt);
            terminal.Out.WriteLine(parsed.GetValue(format) == OutputFormat.Json
                ? ServerJson.Of(new ServingDocument([.. server.Urls]))
                : $"LeadScout is at {string.Join(", ", server.Urls)}. Stop it with Ctrl-C: jobs at work are saved, and go on when it starts again.");
            await server.WaitForShutdownAsync(interrupt);
            return ExitCode.Done;
        });
        return command;
    }

    // The loops of a job hold as many workers as there are cores; with no more of them, requests may wait until a loop is done
    // (bench/results/load.md: three pairs of runs).
    private static void KeepWorkersForRequests()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastWorkers), completions);
    }

    // As for every command: of several nobody is meant unless named.
    private static string? OnlyOf(ImmutableSortedDictionary<string, NamedTeacher> known) => known.Count == 1 ? known.Keys.First() : null;

    private static void RefuseUnused(string? teacher, string? url, TeacherSettings settings, StatedPrices prices)
    {
        if (teacher is null && (url is not null || settings.Kept().Any() || prices.Input is not null))
        {
            throw new BadInputException(
                "--teacher-url, prices and how the LLM is asked are about the LLM that is asked when nobody is named, and none is. Name it with --teacher, or put them into the file of --teachers.");
        }
    }

    private static async Task StartAsync(WebApplication server, Uri url, CancellationToken interrupt)
    {
        try
        {
            await server.StartAsync(interrupt);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new BadInputException(
                $"Can't listen on {url}: another program has that port, perhaps a LeadScout that is running already. Open {url} to see, or choose another port with --url; port 0 takes any free one.", e);
        }
        catch (IOException e)
        {
            throw new BadInputException($"Can't listen on {url}: {e.Message} Choose another port with --url.", e);
        }
    }

    private static Uri WebhookOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        ? url
        : throw new BadInputException($"--webhook can't be '{text}'. Allowed: an https URL, as in https://hooks.example.com/leadscout.");

    private static Uri ListenOn(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", AbsolutePath: "/", Query: "", UserInfo: "" }
        ? url
        : throw new BadInputException(
            $"--url can't be '{text}'. Allowed: an http URL without a path, as in http://127.0.0.1:5080. For https put a proxy before it.");
}
