using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.StoreKit;

/// <summary>
/// What every store promises, sentence by sentence of <see cref="Jobs.IStore"/>.
/// To hold a store to it, derive one class and open the store in <see cref="OpenAsync"/>.
/// </summary>
public abstract partial class StoreContract
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A new, empty store.</summary>
    protected abstract ValueTask<StoreHandle> OpenAsync();

    /// <summary>Equal in every field, in depth: lists by their items, whichever type they have.</summary>
    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Canonical(expected), Canonical(actual));

    private static string Canonical<T>(T value) => JsonSerializer.Serialize(value, Indented);

    private static async Task<List<Answer>> ReadAsync(StoreHandle store, QuestionVersion question, string teacher)
    {
        var answers = new List<Answer>();
        await foreach (var answer in store.Store.ReadAsync(question, teacher))
        {
            answers.Add(answer);
        }

        return answers;
    }
}
