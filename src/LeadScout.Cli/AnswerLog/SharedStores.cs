using System.Runtime.CompilerServices;
using LeadScout.Postgres;
using LeadScout.Stores;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Opens databases that other processes share. Their driver is loaded here and nowhere else, so that nobody waits for it who has not asked for it.</summary>
internal static class SharedStores
{
    /// <summary>To write.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDatabase Open(string address, string? secret, Func<string, string?> environment, TimeProvider clock) =>
        PostgresStore.OpenAsync(address, PasswordOf(environment), secret, clock).GetAwaiter().GetResult();

    /// <summary>For reading: no schema is made where there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDatabase OpenRead(string address, string? secret, Func<string, string?> environment, TimeProvider clock) =>
        PostgresStore.OpenReadAsync(address, PasswordOf(environment), secret, clock).GetAwaiter().GetResult();

    /// <summary>To be filled with a copy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDatabase OpenTarget(string address, Func<string, string?> environment, TimeProvider clock) =>
        PostgresStore.OpenTargetAsync(address, PasswordOf(environment), clock).GetAwaiter().GetResult();

    private static string? PasswordOf(Func<string, string?> environment) =>
        environment("PGPASSWORD") is { Length: > 0 } password ? password : null;
}
