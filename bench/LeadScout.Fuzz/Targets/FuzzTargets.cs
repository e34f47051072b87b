using System.Collections.Immutable;
using LeadScout.Fuzz.Engine;

namespace LeadScout.Fuzz.Targets;

/// <summary>Every reader that is fuzzed. To add one, add it here and lay at least one input into its folder of the corpus.</summary>
internal static class FuzzTargets
{
    public static readonly ImmutableArray<FuzzTarget> All =
    [
        ListTargets.Csv, ListTargets.CsvTold, ListTargets.JsonLines, ListTargets.JsonArray, ListTargets.Xlsx, ListTargets.XlsxZip, ListTargets.Parquet, ListTargets.Gzip, ListTargets.Zip,
        QuestionTarget.Yaml, ReplyTargets.Reply, ReplyTargets.Replies, BodyTargets.OpenAI, BodyTargets.Anthropic, BodyTargets.Ollama, BodyTargets.Refused,
        ApiTargets.Job, ApiTargets.Bodies, ImportTargets.AnswerLines, ImportTargets.AnswerRows, ImportTargets.Reviews, ImportTargets.Certificates, ImportTargets.Predecessor,
    ];
}
