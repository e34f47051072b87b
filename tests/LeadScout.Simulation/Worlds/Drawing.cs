namespace LeadScout.Simulation.Worlds;

/// <summary>What chance decides.</summary>
internal static class Drawing
{
    /// <summary>Whether it comes to pass, in so many of 1,000 cases.</summary>
    public static bool Chance(this Random random, int permille) => random.Next(1000) < permille;

    public static T Pick<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
