using System.Runtime.CompilerServices;
using LeadScout.Postgres;
using LeadScout.Stores;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Opens databases that other processes share. Their driver is loaded here and nowhere else, so that nobody waits for it who has not asked for it.</summary>
internal static class SharedStores
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDatabase Open(string address, string? secret, Func<string, string?> environment, TimeProvider clock) =>
        PostgresStore.OpenAsync(address, environment("PGPASSWORD") is { Length: > 0 } password ? password : null, secret, clock)
            .GetAwaiter().GetResult();
}
