using System.Runtime.CompilerServices;
using LeadScout.Cli.Reports;
using LeadScout.Postgres;
using LeadScout.Postgres.Health;
using LeadScout.Sqlite.Health;
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

    /// <summary>What is wrong with one, if anything.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<Examined> ExamineAsync(string address, Func<string, string?> environment, CancellationToken interrupt)
    {
        var examined = await PostgresExamination.RunAsync(address, PasswordOf(environment), interrupt);
        return new Examined(
            examined.Name,
            examined.Answers,
            [
                .. examined.Findings.Select(finding => new Finding(
                    finding.IsDamage,
                    finding.What,
                    finding.IsDamage ? $"Put a backup in its place, or copy what is whole out of it with `leadscout answers export{OptionWords.Database(address)}`." : null)),
            ],
            null);
    }

    private static string? PasswordOf(Func<string, string?> environment) =>
        environment("PGPASSWORD") is { Length: > 0 } password ? password : null;
}
