using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>What is known of the simulated LLM without asking it.</summary>
internal sealed class SimulatedProfile(string name, int mostCharacters) : TeacherProfile
{
    public override string Name => name;

    public override Price? Price { get; } = new(1, 0.5m, 4);

    public override Usage Ceiling(Ask ask) => new(100 + ask.Texts.Sum(text => 10 + text.Length), 0, 12 * ask.AnswerCount);

    public override Usage Estimate(Ask ask) => new(60 + ask.Texts.Sum(text => 5 + (text.Length / 3)), 0, 6 * ask.AnswerCount);

    public override bool Fits(Ask ask) => ask.Texts.Sum(text => text.Length) <= mostCharacters;
}
