using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Teaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadScout;

/// <summary>Checks a client's options, and with a container that it has what the client needs.</summary>
internal sealed class LeadScoutOptionsValidator(IServiceProvider services) : IValidateOptions<LeadScoutOptions>
{
    private static readonly TimeSpan LongestLinger = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with options, a sentence each.</summary>
    public static IEnumerable<string> Problems(LeadScoutOptions options, ITeacher teacher)
    {
        if (options.MaxCostUsd < 0)
        {
            yield return Invariant($"MaxCostUsd is {options.MaxCostUsd}. Allowed: US dollars from 0, or null for no limit.");
        }

        if (!(options.MaxError is >= 0 and < 1))
        {
            yield return Invariant($"MaxError is {options.MaxError}. Allowed: a share from 0 up to, not including, 1, as in 0.02.");
        }

        if (!(options.Confidence is > 0 and < 1))
        {
            yield return Invariant($"Confidence is {options.Confidence}. Allowed: a share between 0 and 1, as in 0.95.");
        }

        if (!SettingRanges.Concurrency.Contains(options.Concurrency))
        {
            yield return Invariant($"Concurrency is {options.Concurrency}. Allowed: {SettingRanges.Concurrency} calls at once.");
        }

        if (!SettingRanges.RowsPerCall.Contains(options.RowsPerCall))
        {
            yield return Invariant($"RowsPerCall is {options.RowsPerCall}. Allowed: {SettingRanges.RowsPerCall} texts in a call.");
        }

        if (options.Linger < TimeSpan.Zero || options.Linger > LongestLinger)
        {
            yield return Invariant($"Linger is {options.Linger}. Allowed: a time from 0 to {LongestLinger}.");
        }

        if (options.Patience < TimeSpan.Zero)
        {
            yield return Invariant($"Patience is {options.Patience}. Allowed: a time from 0, or null for the usual one.");
        }

        if (options.MaxCostUsd is not null && teacher.Profile.Price is null)
        {
            yield return $"MaxCostUsd can't be kept: what {teacher.Profile.Name} charges is unknown. State its price where the LLM is made, "
                + "as in UseChatClient(price: new Price(0.25m, 0.025m, 2m)), or leave MaxCostUsd out: tokens are counted all the same.";
        }

        if (options.MaxCostUsd is not null && options.Embedder is { Price: null } embedder)
        {
            yield return $"MaxCostUsd can't be kept: what {embedder.Model} charges for embedding is unknown. State its price where the embedder is made, "
                + "as in new GeneratorEmbedder(generator, model, price: 0.02m), or leave MaxCostUsd out: tokens are counted all the same.";
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LeadScoutOptions options)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        List<string> problems = [];
        if (!known.IsService(typeof(ITeacher)))
        {
            problems.Add("Nobody is there to be asked. Add an LLM, as in AddLeadScout().UseChatClient() or UseTeacher(...).");
        }

        if (!known.IsService(typeof(IStore)))
        {
            problems.Add("There is no place for answers. Add a store, as in AddLeadScout().UseSqlite(\"leads.db\") or UseStore(...).");
        }

        if (problems.Count == 0)
        {
            problems.AddRange(Problems(options, services.GetRequiredService<ITeacher>()));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
