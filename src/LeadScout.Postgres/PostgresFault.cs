using System.Net.Sockets;
using LeadScout.Messages;
using LeadScout.Questions;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>PostgreSQL's errors that the user can do something about, in words. None of them quotes a password or a row.</summary>
internal static class PostgresFault
{
    /// <summary>What happened and what to do, or null when the error is the program's own.</summary>
    public static UserMessage? Explain(string name, PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => UserMessage.Of(
            $"{name} refuses this user or its password ({e.MessageText}). The password is taken from PGPASSWORD, or from the file that PGPASSFILE names (~/.pgpass without it); the user stands in the address, as in postgres://USER@host/name."),
        PostgresErrorCodes.InvalidCatalogName => UserMessage.Of(
            $"{name} does not exist on its server. Make it there, for instance with `createdb`, and run the same command again."),
        PostgresErrorCodes.InsufficientPrivilege => UserMessage.Of(
            $"This user may not do that in {name} ({e.MessageText}). Grant it: GRANT CREATE, CONNECT ON DATABASE for the first start, and all on the schema {Schema.Name}."),
        PostgresErrorCodes.DiskFull => UserMessage.Of(
            $"The disk of {name} is full: what was committed is safe. Free some space there and run the same command again."),
        PostgresErrorCodes.ReadOnlySqlTransaction => UserMessage.Of(
            $"{name} only lets itself be read: it may be a standby. Name the primary server with {Setting.Store}."),
        PostgresErrorCodes.TooManyConnections => UserMessage.Of(
            $"{name} has no connection left. Raise max_connections there, or stop other programs, and run the same command again."),
        _ => null,
    };

    /// <summary>A server that was waited for in vain: it is gone, or its disk is full.</summary>
    public static BadInputException Away(string name, Exception e) => e is PostgresException full && Transactions.IsFull(e)
        ? new BadInputException("store-full", Explain(name, full)!, e)
        : new BadInputException("store-unreachable", Unreachable(name, e), e);

    /// <summary>What to say when the server wants a password and none was given.</summary>
    public static UserMessage NoPassword(string name) => UserMessage.Of(
        $"{name} wants a password, and there is none. Set PGPASSWORD, or name a password file in PGPASSFILE (~/.pgpass without it).");

    /// <summary>What to say of a server that can't be reached.</summary>
    public static UserMessage Unreachable(string name, Exception e) => UserMessage.Of(
        $"{name} can't be reached ({ReasonOf(e)}). What was committed is safe. See that the server runs and that the address is right, and run the same command again.");

    private static string ReasonOf(Exception e)
    {
        for (var inner = e; ; inner = inner.InnerException)
        {
            if (inner is SocketException or PostgresException or TimeoutException || inner.InnerException is null)
            {
                return inner is PostgresException said ? said.MessageText : inner.Message;
            }
        }
    }
}
