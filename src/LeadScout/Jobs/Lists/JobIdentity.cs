using System.Globalization;
using System.Text;
using LeadScout.Answers;
using LeadScout.Texts;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Derives a job's id from everything that determines which texts it asks and what it decides. The spending limit is left out, so that the
/// same job goes on with more money; so is the output's name, which changes no decision.
/// </summary>
public static class JobIdentity
{
    // Raised whenever the same request would be planned otherwise than before. Answers outlive a plan; a job does not: under another plan
    // it would ask other texts, and its audits would prove nothing.
    private const int Plan = 3;

    /// <summary>
    /// The id of the job that a request describes under a teacher, and another for second opinions if there is one; on record or not.
    /// </summary>
    public static JobId Of(JobRequest request, string teacher, string? second)
    {
        var settings = request.Settings;
        var parts = new StringBuilder();
        Add($"plan {Plan}");
        Add(request.Input.Hash);
        foreach (var question in request.Questions)
        {
            Add(question.Name);
            Add(question.Version);
            Add(question.Text);
            foreach (var rule in question.Rules)
            {
                Add($"{rule.Label}={rule.Expression}{string.Join('|', rule.Words)}");
            }
        }

        Add(teacher);
        Add(settings.Budget.MaxError);
        Add(settings.Budget.Confidence);
        Add(settings.RowsPerCall);
        Add(settings.Concurrency);
        Add(settings.Seed);
        Add(settings.Learn);
        Add(settings.Limit ?? 0);
        if (settings.MaxText != JobSettings.DefaultMaxText || settings.LongTexts != LongTexts.Cut)
        {
            Add("text");
            Add(settings.MaxText);
            Add(settings.LongTexts);
        }

        foreach (var question in request.Questions)
        {
            foreach (var limit in request.LimitsOf(question))
            {
                Add("label");
                Add(question.Labels[limit.Label].Name);
                Add(limit.IsRecall ? "recall" : "error");
                Add(limit.Share);
            }
        }

        if (second is not null)
        {
            Add(second);
        }

        if (request.AnswersUnder.Length > 0)
        {
            Add("under");
            Add(request.AnswersUnder);
        }

        if (!settings.Hints.IsEmpty)
        {
            Add("hints");
            Add(string.Join('\u0001', settings.Hints));
        }

        if (settings.Keep is { } keep)
        {
            Add("keep");
            Add(keep.Column);
            Add(string.Join('\u0001', keep.Reopen));
        }

        if (settings.Certify is { } certify)
        {
            // Not how many audits it may make: it goes on with more.
            Add("certify");
            Add(string.Join('\u0001', certify.LabelColumns));
            Add(certify.UnknownLabels);
            Add(string.Join('\u0001', certify.LabelMap.Select(pair => $"{pair.Key}={pair.Value}")));
        }

        if (request.Embedder is { } embedder)
        {
            Add("embeddings");
            Add(embedder.Model);
        }

        return new JobId(Hash128.Of(parts.ToString()).ToString()[..12]);

        void Add<T>(T part) => parts.Append(CultureInfo.InvariantCulture, $"{part}").Append('\0');
    }
}
