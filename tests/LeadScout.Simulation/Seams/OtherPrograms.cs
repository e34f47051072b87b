using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Simulation.Worlds;
using LeadScout.Texts;

namespace LeadScout.Simulation.Seams;

/// <summary>What other programs write into the store, without a word to those that are at work.</summary>
internal sealed class OtherPrograms(World world)
{
    private static readonly DateTimeOffset At = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private Random Random => world.Simulator.Random;

    private IStore Store => world.Store.Store;

    /// <summary>A person corrects a text.</summary>
    public async Task<Answer> CorrectAsync(Question question, string text)
    {
        var answer = Answer.OfPerson(question, Store.Keys, text, question.Labels[Random.Next(question.Labels.Length)].Name, "mira", At);
        await Store.AppendAsync([answer]);
        return answer;
    }

    /// <summary>A person takes a correction back.</summary>
    /// <returns>Which; null if there is none.</returns>
    public async Task<Answer?> TakeBackAsync(Question question)
    {
        var persons = new List<Answer>();
        await foreach (var answer in Store.ReadAllAsync(question.Version))
        {
            if (answer is { Source: AnswerSource.Person, Retracted: null })
            {
                persons.Add(answer);
            }
        }

        if (persons.Count == 0)
        {
            return null;
        }

        var back = persons[Random.Next(persons.Count)];
        await Store.RetractAsync(back.Position, new Retraction("mira", At));
        return back;
    }

    /// <summary>A person retires a pattern, or takes that back.</summary>
    public Task RetireAsync(Question question) => Store.AppendAsync(new PatternVerdict
    {
        Question = question.Version,
        Pattern = $"word:{Truth.Words[Random.Next(Truth.Words.Length)]}",
        Retired = world.Simulator.Chance(800),
        By = "mira",
        At = At,
    });

    /// <summary>Answers of the LLM come from another log.</summary>
    public async Task<IReadOnlyList<Answer>> ImportAsync(Question question, Func<string?> randomText)
    {
        Answer[] answers = [.. Imported(question, randomText)];
        await Store.MergeAsync(answers);
        return answers;
    }

    private IEnumerable<Answer> Imported(Question question, Func<string?> randomText)
    {
        for (var i = Random.Next(5); i >= 0; i--)
        {
            if (randomText() is { } text)
            {
                yield return new EarlierAnswer(text, false, 0).About(question, TextKeys.Plain, world.Troubles.Truth) with { At = At };
            }
        }
    }
}
