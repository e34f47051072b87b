using System.Collections.Immutable;
using LeadScout.Llm.Prices;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Checks;

/// <summary>
/// Asks a teacher three tiny calls, to see what works before a list is put to it: one text, several in one call, and the same again. The
/// calls belong to no job and are in no ledger; their cost is in the result.
/// </summary>
public static class TeacherCheck
{
    private const int MostRefusals = 40;
    private const int MostTries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Nobody can get these wrong; the labels need escapes, as labels of real questions do.
    private static readonly Question Parity = new(
        "check", "Is this a word for an animal, a colour or a number?", TextTemplate.OfColumn("Word"), [new Label("animal"), new Label("colour \"hue\""), new Label("Zahl / número")]);

    private static readonly ImmutableArray<string> One = ["horse"];
    private static readonly ImmutableArray<string> Several = ["red", "seven", "Katze", "\"blue\"", "twelve"];

    /// <summary>Makes the calls.</summary>
    /// <param name="name">As in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="options">As a job would use them. What was remembered of the server is forgotten, and what is found out is
    /// remembered.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BadInputException">The name, the URL or the key is no good.</exception>
    public static async Task<TeacherCheckResult> RunAsync(string name, TeacherOptions options, CancellationToken cancellation)
    {
        if (Teachers.Create(name, options) is not LlmTeacher teacher)
        {
            throw new BadInputException($"{name} is a recording: nobody is asked, so there is nothing to check.");
        }

        var profile = teacher.Profile;
        if (options.RequestProfiles is { } profiles)
        {
            await profiles.KeepProfileAsync(profile.Name, teacher.Negotiation!.Url, null, options.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
        }

        var run = new Run(teacher, options);
        var single = await run.AskAsync(One, cancellation).ConfigureAwait(false);
        var batch = single is null ? null : await run.AskAsync(Several, cancellation).ConfigureAwait(false);
        var again = batch is null ? null : await run.AskAsync(Several, cancellation).ConfigureAwait(false);
        var row = options.Prices.Find(profile.Name, options.Url);
        return new TeacherCheckResult
        {
            Teacher = profile.Name,
            Url = teacher.Negotiation!.Url,
            AnswersOne = Usable(single) == One.Length,
            AnswersSeveral = Usable(batch) == Several.Length,
            AnswersAlike = Usable(batch) == Several.Length && again is not null && batch!.Items.SequenceEqual(again.Items),
            IsAnswered = single is not null,
            AsksSeveral = batch is not null,
            StructuredOutput = teacher.Negotiation.Current.Format,
            Settled = [.. teacher.Negotiation.Current.InWords()],
            CountsUsage = single?.UsageKnown == true && batch?.UsageKnown == true,
            Calls = run.Calls,
            RefusedCalls = run.Refused,
            Usage = run.Usage,
            PossibleUsage = run.PossibleUsage,
            Price = profile.Price,
            PriceRow = options.Price is null ? row : null,
            Limits = row?.Limits,
            Problem = run.Problem ?? Unusable(single) ?? Unusable(batch) ?? Unusable(again),
        };
    }

    private static int Usable(Reply? reply) => reply?.Items.Count(item => item.IsAnswered) ?? 0;

    private static string? Unusable(Reply? reply) => reply is null || reply.Items.All(item => item.IsAnswered)
        ? null
        : $"{reply.Items.Count(item => !item.IsAnswered)} of {reply.Items.Length} texts got no usable answer: {reply.Items.First(item => !item.IsAnswered).Failure}.";

    private sealed class Run(LlmTeacher teacher, TeacherOptions options)
    {
        public int Calls { get; private set; }

        public int Refused { get; private set; }

        public Usage Usage { get; private set; }

        public Usage PossibleUsage { get; private set; }

        public UserMessage? Problem { get; private set; }

        /// <summary>One ask, in as many calls as it takes to find out how; null when it came to nothing.</summary>
        public async Task<Reply?> AskAsync(ImmutableArray<string> texts, CancellationToken cancellation)
        {
            for (var tries = 1; ;)
            {
                var reply = await teacher.AskAsync(new Ask(Parity, texts), cancellation).ConfigureAwait(false);
                Calls++;
                (Usage, PossibleUsage) = reply.Billing == Billing.PossiblyBilled
                    ? (Usage, PossibleUsage + reply.Usage)
                    : (Usage + reply.Usage, PossibleUsage);
                switch (reply.Fault)
                {
                    case { Kind: TeacherFaultKind.Renegotiated } when ++Refused <= MostRefusals:
                        continue;
                    case { Kind: TeacherFaultKind.RateLimited or TeacherFaultKind.Unavailable or TeacherFaultKind.Loading } fault when tries++ < MostTries:
                        var wait = fault.RetryAfter ?? Pause;
                        await Task.Delay(wait < LongestWait ? wait : LongestWait, options.Time, cancellation).ConfigureAwait(false);
                        continue;
                    case { } fault when reply.Items.All(item => !item.IsAnswered):
                        Problem = fault.InFull;
                        return null;
                    default:
                        return reply;
                }
            }
        }
    }
}
