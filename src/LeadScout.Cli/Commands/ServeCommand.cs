using System.CommandLine;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout serve</c>: the product in a browser, and over HTTP.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var url = new Option<string>("--url") { HelpName = "URL", Description = "Where to listen; port 0 for any free one", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder for uploaded lists, results and questions", DefaultValueFactory = _ => "leadscout-data" };
        var (teacher, teacherUrl, database) = (CommonOptions.Teacher(), CommonOptions.TeacherUrl(), CommonOptions.Database());
        var command = new Command("serve", "Serve the dashboard and the HTTP API, on this machine unless told otherwise.") { url, data, teacher, teacherUrl, database };
        command.SetAction(async (parsed, interrupt) =>
        {
            var address = ListenOn(parsed.GetRequiredValue(url));
            await using var server = ServerHost.Build(new ServerOptions
            {
                Url = address,
                Database = parsed.GetRequiredValue(database),
                DataFolder = parsed.GetRequiredValue(data),
                Teacher = parsed.GetValue(teacher),
                TeacherUrl = parsed.GetValue(teacherUrl),
                Environment = terminal.Environment,
                Clock = terminal.Clock,
            });
            await StartAsync(server, address, interrupt);
            terminal.Out.WriteLine($"LeadScout is at {string.Join(", ", server.Urls)}. Stop it with Ctrl-C: jobs at work are saved, and go on when it starts again.");
            await server.WaitForShutdownAsync(interrupt);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task StartAsync(WebApplication server, Uri url, CancellationToken interrupt)
    {
        try
        {
            await server.StartAsync(interrupt);
        }
        catch (IOException e)
        {
            throw new BadInputException($"Can't listen on {url}: {e.Message} Choose another port with --url.", e);
        }
    }

    private static Uri ListenOn(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", AbsolutePath: "/", Query: "", UserInfo: "" }
        ? url
        : throw new BadInputException($"--url can't be '{text}'. Allowed: an http URL without a path, as in http://127.0.0.1:5080.");
}
