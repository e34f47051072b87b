using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;

namespace LeadScout.Application.Certificates;

/// <summary>The options that decide what a job asks, as its certificate names them.</summary>
internal static class CertificateOptions
{
    public static SortedDictionary<string, string> Of(Job job, JobRequest request)
    {
        var settings = job.Settings;
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["maxError"] = Text(settings.Budget.MaxError),
            ["confidence"] = Text(settings.Budget.Confidence),
            ["rowsPerCall"] = Text(settings.RowsPerCall),
            ["concurrency"] = Text(settings.Concurrency),
            ["seed"] = Text(settings.Seed),
            ["learn"] = settings.Learn.Word(),
            ["maxText"] = Text(settings.MaxText),
            ["longTexts"] = settings.LongTexts.ToString().ToLowerInvariant(),
        };
        Add("limit", settings.Limit is { } limit ? Text(limit) : null);
        Add("answersUnder", request.AnswersUnder.Length > 0 ? request.AnswersUnder : null);
        Add("embeddings", request.Embedder?.Model);
        Add("hints", settings.Hints.IsEmpty ? null : string.Join(", ", settings.Hints));
        Add("keep", settings.Keep?.Column);
        Add("reopen", settings.Keep is { Reopen: { IsEmpty: false } reopened } ? string.Join(", ", reopened) : null);
        var budgets = request.Questions.SelectMany(question => request.LabelBudgetsOf(question)).ToArray();
        Add("maxErrorByLabel", Joined(budgets, budget => budget.MaxError));
        Add("minRecallByLabel", Joined(budgets, budget => budget.MinRecall));
        if (settings.Certify is { } certify)
        {
            Add("labelColumns", string.Join(", ", certify.LabelColumns));
            Add("unknownLabels", certify.UnknownLabels.ToString().ToLowerInvariant());
            Add("labelMap", certify.LabelMap.IsEmpty ? null : string.Join(", ", certify.LabelMap.Select(pair => $"{pair.Key}={pair.Value}")));
            Add("maxAudits", Text(certify.MaxAudits));
        }

        return options;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                options.Add(name, value);
            }
        }
    }

    private static string? Joined(LabelBudget[] budgets, Func<LabelBudget, double?> share) =>
        budgets.Where(budget => share(budget) is not null).Select(budget => $"{budget.Label}={Text(share(budget)!.Value)}").ToArray() is { Length: > 0 } stated
            ? string.Join(", ", stated)
            : null;

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
