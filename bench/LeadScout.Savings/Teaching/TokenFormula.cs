using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Savings.Teaching;

/// <summary>
/// Tokens of a call, by a formula that anyone can check: four characters a token, rounded up; 300 for the instructions, each label twice
/// (once told, once in the reply's schema), 16 around each text, 5 around each answer, 8 around the reply. No cached input, no reasoning.
/// </summary>
internal sealed class TokenFormula(Question question)
{
    private const int Instructions = 300;
    private const int AroundText = 16;
    private const int AroundAnswer = 5;
    private const int AroundReply = 8;

    private readonly int _system = Instructions + (2 * question.Labels.Sum(label => Count(label.Name)));
    private readonly int _longestLabel = question.Labels.Max(label => Count(label.Name));

    /// <summary>What a call uses whatever it holds.</summary>
    public Usage OfCall => new(_system, 0, AroundReply);

    /// <summary>What a call uses.</summary>
    public Usage Of(Ask ask, IEnumerable<int> labels) =>
        new(Input(ask), 0, AroundReply + labels.Sum(label => AroundAnswer + Count(question.Labels[label].Name)));

    /// <summary>What a call uses at most.</summary>
    public Usage Ceiling(Ask ask) => new(Input(ask), 0, AroundReply + (ask.Texts.Length * (AroundAnswer + _longestLabel)));

    private static int Count(string text) => (text.Length + 3) / 4;

    private int Input(Ask ask) => _system + ask.Texts.Sum(text => AroundText + Count(text));
}
