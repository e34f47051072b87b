using System.CommandLine;
using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server;
using LeadScout.Server.Access;
using LeadScout.Server.Api;
using LeadScout.Stores;
using Spectre.Console;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout serve keys</c>: who may call the server. While it runs, its own API does the same.</summary>
internal static class ServeKeysCommand
{
    public static Command Create(Terminal terminal) =>
        new("keys", "Keys for the server's clients. While it runs they are made over its API instead: POST /api/v1/settings/keys.")
    {
        Add(terminal), List(terminal), Rotate(terminal), Revoke(terminal),
    };

    private static Command Add(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "Whose key it is" };
        var scope = Parsed.Optional(
            "--scope",
            "read|label|admin",
            "What it opens, each including those before it [default: read]",
            "read, label, admin",
            Parsed.OneOf(("read", Scope.Read), ("label", Scope.Label), ("admin", Scope.Admin)));
        var spending = CommonOptions.MaxCost();
        spending.Description = "The most that may ever be spent with it";
        var perMinute = Parsed.Optional(
            "--per-minute", "N", "The most requests in any minute [default: 1200]", "a whole number from 1", Parsed.Whole(1, int.MaxValue));
        var days = Parsed.Optional(
            "--days", "N", "For how long it is good; for ever unless given", $"a whole number from {SettingRanges.Days}", Parsed.Whole(SettingRanges.Days));
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "add", "Make a key. It is shown once, and kept only as a hash.") { name, scope, spending, perMinute, days, database, format };
        command.SetAction((parsed, _) => With(terminal, parsed.GetRequiredValue(database), keys =>
        {
            var (key, text) = keys.Add(
                parsed.GetRequiredValue(name),
                parsed.GetValue(scope) ?? Scope.Read,
                parsed.GetValue(spending),
                parsed.GetValue(perMinute),
                parsed.GetValue(days));
            terminal.Error.WriteLine($"Key {key.Id} for {key.Name}. Keep it: it is shown this once.");
            Show(terminal, key, parsed.GetValue(format) == OutputFormat.Json ? ServerJson.Of(new NewKeyDocument(KeyDocument.Of(key), text)) : text);
        }));
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command("list", "All keys, without their secrets.") { database, format };
        command.SetAction((parsed, _) => With(terminal, parsed.GetRequiredValue(database), keys =>
        {
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ServerJson.Of([.. keys.All().Select(KeyDocument.Of)]));
                return;
            }

            var table = new Table { Border = TableBorder.Simple }.AddColumns(
                "key", "name", "scope", "may spend", "a minute", "made (UTC)", "state");
            foreach (var key in keys.All())
            {
                table.AddRow(
                    [
                        new Text(key.Id), new Text(key.Name), new Text(
                            ((Scope)key.Scope).ToString().ToLowerInvariant()), new Text(key.SpendingLimit?.ToString() ?? "no limit"),
                        new Text(key.PerMinute?.Text() ?? ""), new Text(Day(key.CreatedAt)), new Text(StateOf(key, keys)),
                    ]);
            }

            terminal.DrawOut().Write(table);
        }));
        return command;
    }

    private static Command Rotate(Terminal terminal)
    {
        var id = new Argument<string>("key") { Description = "The key's id, as `list` shows it" };
        var hours = Parsed.Option(
            "--hours", "N", "For how long the old key stays good", "a whole number from 0 to 720", 24, Parsed.Whole(0, 720));
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command("rotate", "Make a new key in place of an old one, which stays good for a while.") { id, hours, database, format };
        command.SetAction((parsed, _) => With(terminal, parsed.GetRequiredValue(database), keys =>
        {
            var (key, text) = keys.Rotate(parsed.GetRequiredValue(id), TimeSpan.FromHours(parsed.GetValue(hours)));
            terminal.Error.WriteLine($"Key {key.Id} for {key.Name}; the old one is good for {parsed.GetValue(hours).Of("hour")} more. Keep it: it is shown this once.");
            Show(terminal, key, parsed.GetValue(format) == OutputFormat.Json ? ServerJson.Of(new NewKeyDocument(KeyDocument.Of(key), text)) : text);
        }));
        return command;
    }

    private static void Show(Terminal terminal, ApiKey key, string shown)
    {
        terminal.Out.WriteLine(shown);
        terminal.Out.Flush();
        if (terminal.OutIsClosed())
        {
            throw new BadInputException(
                $"Standard output is closed, and the key was to be shown there, this once: nobody has it. Revoke it, with 'leadscout serve keys revoke {key.Id}{OptionWords.Database(terminal.Database.Name)}', and make another.");
        }
    }

    private static Command Revoke(Terminal terminal)
    {
        var id = new Argument<string>("key") { Description = "The key's id, as `list` shows it" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command("revoke", "End a key at once.") { id, database, format };
        command.SetAction((parsed, _) => With(terminal, parsed.GetRequiredValue(database), keys =>
        {
            keys.Revoke(parsed.GetRequiredValue(id));
            terminal.Out.WriteLine(
                parsed.GetValue(format) == OutputFormat.Json
                    ? ServerJson.Of(KeyDocument.Of(keys.All().First(key => key.Id == parsed.GetRequiredValue(id))))
                    : $"Key {parsed.GetRequiredValue(id)} is revoked.");
        }));
        return command;
    }

    private static Task<int> With(Terminal terminal, string database, Action<KeyRing> work)
    {
        using var store = Databases.Open(terminal, database);
        try
        {
            work(new KeyRing(store.Service, terminal.Clock));
        }
        catch (RefusedException e)
        {
            throw new BadInputException(e.Message, e);
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static string StateOf(ApiKey key, KeyRing keys) =>
        key.RevokedAt is { } revoked
            ? $"revoked {Day(revoked)}"
            : !keys.IsGood(key)
            ? "ended"
            : key.EndsAt is { } ends
            ? $"good until {Day(ends)}"
            : "good";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
