using System.Collections.Immutable;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Texts;

namespace LeadScout.Savings.Together;

/// <summary>One job over a list, or what several add up to.</summary>
/// <param name="Asked">By question: texts asked.</param>
/// <param name="Bounds">By question: the certified bound; 1 where the certificate does not hold.</param>
/// <param name="Calls">Calls.</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Cost">Money.</param>
internal sealed record TogetherRun(ImmutableArray<int> Asked, ImmutableArray<double> Bounds, int Calls, Usage Usage, Money Cost)
{
    /// <summary>The set's own question and seniority, each in a job of its own.</summary>
    public static async Task<TogetherRun> ApartAsync(Sample sample, ulong seed)
    {
        var (own, seniority) = (await RunAsync(sample, seed, sample.Set.Question), await RunAsync(sample, seed, Seniority));
        return new TogetherRun(
            [.. own.Asked, .. seniority.Asked],
            [.. own.Bounds, .. seniority.Bounds],
            own.Calls + seniority.Calls,
            own.Usage + seniority.Usage,
            own.Cost + seniority.Cost);
    }

    /// <summary>Both in one pass.</summary>
    public static Task<TogetherRun> TogetherAsync(Sample sample, ulong seed) => RunAsync(sample, seed, sample.Set.Question, Seniority);

    private static Question Seniority { get; } = BuiltInQuestions.Load("seniority").Question.WithText(TextTemplate.OfColumn("text"));

    private static async Task<TogetherRun> RunAsync(Sample sample, ulong seed, params ImmutableArray<Question> questions)
    {
        var (store, set) = (new InMemoryStore(), sample.Set);
        var teacher = new TogetherTeacher(
            (question, text) => question == Seniority ? question.IndexOf(SeniorityRule.LabelOf(text)) : set.Labels[set.IndexOf(TextKey.Of(text))],
            RunOptions.Default.Price);
        var request = new JobRequest(new ListInMemory(sample).File, "result", questions, new JobSettings { Seed = seed });
        var report = (
            await new JobRunner(store, new RetryPolicy(), TimeProvider.System).RunAsync(request, teacher, null, CancellationToken.None)).Job.Report!;
        JobReport[] parts = report.Questions.IsEmpty ? [report] : [.. report.Questions.Select(question => question.Report)];
        return new TogetherRun(
            [.. parts.Select(part => part.AskedTexts)],
            [.. parts.Select(part => part.Certificate.Holds ? part.Certificate.UpperBound : 1)],
            report.Calls,
            report.Usage,
            report.Cost!.Value);
    }
}
