using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Messages;
using LeadScout.Stores;

namespace LeadScout.Application.AnswerLog;

/// <summary>
/// For how long a database keeps answers: a standing setting, applied by every command that may ask the teacher, before it begins.
/// </summary>
public static class Retention
{
    /// <summary>What stands for keeping answers for ever.</summary>
    public const int Forever = 0;

    /// <summary>Reads <c>365d</c> or <c>none</c>; null for anything else.</summary>
    public static int? Parse(string text) => text switch
    {
        "none" => Forever,
        [.. var digits, 'd'] when int.TryParse(
            digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days)
            && SettingRanges.Days.Contains(days) =>
            days,
        _ => null,
    };

    /// <summary>Sets what was asked for, if anything, and forgets what is older than the setting.</summary>
    /// <returns>How many answers were forgotten; none where the clock may be wrong, which is said.</returns>
    public static async Task<long> ApplyAsync(
        IDatabase store, int? wanted, TimeProvider clock, Action<UserMessage> say, CancellationToken interrupt)
    {
        if (wanted is not null)
        {
            await store.SetRetentionAsync(wanted == Forever ? null : wanted, interrupt);
        }

        if (await store.RetentionAsync(interrupt) is not { } days)
        {
            return 0;
        }

        if (await ClockAge.DoubtAsync(store, days, clock, interrupt) is { } doubt)
        {
            say($"Retention of {days.Of("day")}: not applied. {doubt} If the clock is right, forget them with: {UserAction.ForgetAnswers.On($"{days}")}");
            return 0;
        }

        await store.SetClockSeenAsync(clock.GetUtcNow(), interrupt);
        var forgotten = await store.ForgetAsync(Forgetting.OlderThan(clock.GetUtcNow().AddDays(-days)), interrupt);
        if (forgotten.Any)
        {
            store.Scrub();
            say($"Retention of {days.Of("day")}: {forgotten.Answers.Of("answer")} older than that forgotten.");
        }

        return forgotten.Answers;
    }
}
