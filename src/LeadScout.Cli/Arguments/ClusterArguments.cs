using System.CommandLine;
using System.Net;
using LeadScout.Questions;
using LeadScout.Server.Clustering;
using LeadScout.Stores;

namespace LeadScout.Cli.Arguments;

/// <summary>The options of a server that is one of several.</summary>
internal sealed class ClusterArguments
{
    private readonly Option<bool> _cluster =
        new("--cluster") { Description = "Be one service with the other servers on this database, which --store names (postgres://...)" };

    private readonly Option<string?> _address =
        new("--node-address") { HelpName = "IP", Description = "Only with --cluster: where the other servers reach this one, in a private network [default: 127.0.0.1]" };

    private readonly Option<int?> _port = Parsed.Optional<int>(
        "--node-port",
        "PORT",
        "Only with --cluster: the port for the other servers there [default: any free one]",
        "a whole number from 0 to 65535",
        Parsed.Whole(0, 65_535));

    private readonly Option<string?> _lists =
        new("--lists") { HelpName = "DIR", Description = "Keep lists, questions and results here rather than in --data, as on storage that servers share [default: in --data, and with --cluster in the database]" };

    /// <summary>Where lists lie; null for the usual place.</summary>
    public string? ListsOf(ParseResult parsed) => parsed.GetValue(_lists);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_cluster);
        command.Add(_address);
        command.Add(_port);
        command.Add(_lists);
    }

    /// <summary>How the server stands among others; null where it is alone.</summary>
    /// <exception cref="BadInputException">It can't be one of several so.</exception>
    public ClusterOptions? Of(ParseResult parsed, string database, Uri url)
    {
        var (address, port) = (parsed.GetValue(_address), parsed.GetValue(_port));
        if (!parsed.GetValue(_cluster))
        {
            return (address, port) is (null, null) ? null : throw new BadInputException(
                "--node-address and --node-port are about servers that are one service. Say --cluster too, or leave them out.");
        }

        if (!StoreAddress.IsShared(database))
        {
            throw new BadInputException(
                $"--cluster needs a database that servers share, and '{database}' is a file, which has one writer. Name one with --store postgres://USER@HOST/NAME, or leave --cluster out.");
        }

        return address is not null ? new ClusterOptions(AddressOf(address), port ?? 0)
            : url.IsLoopback ? new ClusterOptions(IPAddress.Loopback, port ?? 0)
            : throw new BadInputException(
                "--cluster at an address that other machines reach: say where the other servers reach this one, with --node-address IP, in a private network. 127.0.0.1 if all of them run on this machine.");
    }

    private static IPAddress AddressOf(string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw new BadInputException($"--node-address can't be '{text}'. Allowed: an IP address of this machine, as in 10.0.0.5.");
}
