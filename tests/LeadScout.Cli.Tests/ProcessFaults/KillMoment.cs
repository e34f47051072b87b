using System.Globalization;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>When a process is killed.</summary>
/// <param name="Call">At which call to the LLM; 0 for its start.</param>
/// <param name="Later">How long after that; null: while it waits for the reply, which never comes, so that it is certain to be midway.</param>
internal sealed record KillMoment(int Call, TimeSpan? Later)
{
    private const double MostLater = 60; // milliseconds

    /// <summary>A time after its start, a little after a call, or at a call: each in one draw of three.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="calls">How many calls there are.</param>
    /// <param name="inFlight">How many there can be at once: so many of the last are left out where the moment has to be midway.</param>
    /// <param name="duration">How long an undisturbed process takes.</param>
    public static KillMoment Draw(Random random, int calls, int inFlight, TimeSpan duration) => random.Next(3) switch
    {
        0 => new KillMoment(0, duration * random.NextDouble()),
        1 => new KillMoment(1 + random.Next(calls), TimeSpan.FromMilliseconds(MostLater * random.NextDouble())),
        _ => new KillMoment(1 + random.Next(calls - inFlight), null),
    };

    public override string ToString() => Later is not { } later ? Text($"at call {Call}")
        : Call == 0 ? Text($"{later.TotalMilliseconds:0} ms after its start")
        : Text($"{later.TotalMilliseconds:0} ms after call {Call}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
