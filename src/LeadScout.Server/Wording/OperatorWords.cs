using LeadScout.Answers;
using LeadScout.Messages;

namespace LeadScout.Server.Wording;

/// <summary>Remedies that are not a client's but belong to whoever runs the server.</summary>
internal static class OperatorWords
{
    /// <summary>Where the operator sets it.</summary>
    public static string Of(Setting setting) => setting switch
    {
        Setting.DataFolder => "the server's data folder",
        Setting.EmbeddingPrice => "the price of the embeddings that the server is started with",
        Setting.EmbeddingUrl => "the address of the embeddings that the server is started with",
        Setting.EscalatePriceIn => "price-in of the second LLM in the server's file of LLMs",
        Setting.EscalatePriceOut => "its price-out",
        Setting.EscalateUrl => "the second LLM's url in the server's file of LLMs",
        Setting.KeepVectors => "leadscout classify, where the server runs, which can be told to keep vectors",
        Setting.Learn => "the way of learning",
        Setting.Output => "the result's name",
        Setting.PriceIn => "price-in of the LLM in the server's file of LLMs",
        Setting.PriceOut => "its price-out",
        Setting.PriceTable => "the server is started with it",
        Setting.Salvage => "a new database",
        Setting.Store => "the server's database",
        Setting.TeacherHeader => "headers of the LLM in the server's file of LLMs",
        Setting.TeacherUrl => "the LLM's url in the server's file of LLMs",
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
    };

    /// <summary>How a job goes on that the server was not given.</summary>
    public static string Resume(JobId job) => $"leadscout jobs resume {job} --db DATABASE, where the server runs, with the server's database";

    /// <summary>What the operator runs.</summary>
    public static string Of(UserAction action, string? subject = null) => action switch
    {
        UserAction.AddKey => "leadscout serve keys add, where the server runs",
        UserAction.CopyStore => $"leadscout store copy, where the server runs, from {subject} to",
        UserAction.ExamineStore => "leadscout doctor, where the server runs",
        UserAction.ExportAnswers => "leadscout answers export, where the server runs",
        UserAction.ImportAnswers => "leadscout answers import, where the server runs",
        UserAction.TryDemo => "leadscout demo, where the server runs",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };
}
