using System.Globalization;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;

namespace LeadScout.Server.Api;

/// <summary>An order as a client would write it: <see cref="JobSubmission.Order"/> the other way round. What is as usual is left out.</summary>
internal static class OrderedSubmission
{
    /// <summary>The submission that means this order.</summary>
    public static JobSubmission Of(JobOrder order)
    {
        var (settings, usual, reading, teacher) = (order.Settings, new JobSettings(), order.Reading, order.TeacherSettings);
        return WithCertify(settings.Certify, new JobSubmission
        {
            List = order.List,
            Question = order.Questions is [var only] ? only : null,
            Questions = order.Questions.Count > 1 ? order.Questions : null,
            Column = order.Columns.Lone,
            Columns = order.Columns.Named.IsEmpty ? null : order.Columns.Named,
            Delimiter = reading.Delimiter is { } delimiter ? ListOptionText.DelimiterName(delimiter) : null,
            Quote = reading.Quote is { } quote ? ListOptionText.QuoteName(quote) : null,
            Encoding = reading.Encoding,
            Sheet = reading.Sheet,
            HeaderRow = reading.HeaderRow,
            InputFormat = reading.Format,
            MaxText = Unless(usual.MaxText, settings.MaxText),
            LongTexts = settings.LongTexts == LongTexts.Skip ? "skip" : null,
            Webhook = order.Webhook,
            Teacher = order.Teacher,
            Escalate = order.Escalate,
            MaxCostUsd = settings.MaxCost?.Dollars,
            MaxError = settings.Budget.MaxError,
            Confidence = settings.Budget.Confidence,
            LabelBudgets = settings.LabelBudgets.IsEmpty ? null
                : [.. settings.LabelBudgets.Select(budget => new LabelBudgetSubmission { Label = budget.Label, MaxError = budget.MaxError, MinRecall = budget.MinRecall })],
            RowsPerCall = Unless(usual.RowsPerCall, settings.RowsPerCall),
            Concurrency = Unless(usual.Concurrency, settings.Concurrency),
            Seed = Unless(usual.Seed, settings.Seed),
            Limit = settings.Limit,
            SelfCheck = Unless(usual.SelfCheck, settings.SelfCheck),
            AloneCheck = Unless(usual.AloneCheck, settings.AloneCheck),
            Canaries = Unless(usual.Canaries, settings.Canaries),
            OnUndecided = settings.OnUndecided == OnUndecided.Guess ? "guess" : null,
            Hints = settings.Hints.IsEmpty ? null : settings.Hints,
            Keep = settings.Keep?.Column,
            Reopen = settings.Keep is { Reopen: { IsEmpty: false } reopened } ? reopened : null,
            OutColumns = settings.OutColumns.IsEmpty ? null : settings.OutColumns,
            Timeout = teacher.Timeout is { } timeout ? DurationText.Of(timeout) : null,
            Patience = teacher.Patience is { } patience ? DurationText.Of(patience) : null,
            StructuredOutput = teacher.StructuredOutput is { } form ? TeacherSettingWords.Of(form) : null,
            ThinkingTokens = teacher.ThinkingTokens,
            Temperature = teacher.Temperature is { } temperature ? double.Parse(temperature.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null,
            Tier = teacher.Tier is { } tier ? TeacherSettingWords.Of(tier) : null,
            TierFallback = teacher.TierFallback ? true : null,
            Retries = order.Retries,
            Embeddings = order.Embeddings,
        });
    }

    private static JobSubmission WithCertify(CertifySettings? certify, JobSubmission submission) => certify is null ? submission : submission with
    {
        LabelColumns = certify.LabelColumns,
        LabelMap = certify.LabelMap.IsEmpty ? null : certify.LabelMap,
        UnknownLabels = certify.UnknownLabels switch { UnknownLabels.Wrong => "wrong", UnknownLabels.Skip => "skip", _ => null },
        MaxAudits = Unless(CertifySettings.DefaultMaxAudits, certify.MaxAudits),
    };

    private static T? Unless<T>(T usual, T said)
        where T : struct => said.Equals(usual) ? null : said;
}
