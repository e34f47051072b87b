using System.CommandLine;
using System.Text.RegularExpressions;
using LeadScout.Messages;

namespace LeadScout.Cli.Reports;

/// <summary>Remedies as whoever sits at a command line knows them: options and commands, ready to be typed.</summary>
internal static partial class CommandWords
{
    private const string Fix = "--fix";
    private const string JobArgument = "job";

    /// <summary>As in <c>--header-row 3</c> or <c>leadscout jobs delete 3f2a --db my.db</c>.</summary>
    /// <param name="remedy">What can be set or done.</param>
    /// <param name="database">The database that the message is about: a command is offered with it, unless it is the usual one.</param>
    public static string Of(Remedy remedy, string database) => remedy switch
    {
        { Setting: { } setting, Value: { } value } => $"{OptionOf(setting)} {Quoted(setting, value)}",
        { Setting: { } setting } => OptionOf(setting),
        { Action: { } action } => CommandOf(action, remedy.Value, OptionWords.Database(database)),
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, null),
    };

    /// <summary>
    /// The same for one command: a result may be named by another option there, and what goes on with a job has not all options of the command
    /// that began it.
    /// </summary>
    public static Func<Remedy, string, string> For(Command command) => (remedy, database) =>
    {
        var words = Of(remedy, database);
        if (remedy.Setting is not { } setting || Has(OptionOf(setting)))
        {
            return words;
        }

        return setting == Setting.Output && Has(Fix) ? Fix + words[OptionOf(setting).Length..]
            : command.Arguments.Any(argument => argument.Name == JobArgument) ? words + (setting == Setting.Output ? $" (of certify: {Fix})" : "") + ", an option of the command that began the job"
            : words;

        bool Has(string option) => command.Options.Any(known => known.Name == option);
    };

    /// <summary>The option for a setting.</summary>
    public static string OptionOf(Setting setting) => setting switch
    {
        Setting.Column => "--column",
        Setting.DataFolder => "--data",
        Setting.Delimiter => "--delimiter",
        Setting.KeepVectors => "--keep-vectors",
        Setting.Embeddings => "--embeddings",
        Setting.EmbeddingPrice => "--embedding-price",
        Setting.EmbeddingUrl => "--embedding-url",
        Setting.Encoding => "--encoding",
        Setting.Escalate => "--escalate",
        Setting.EscalatePriceIn => "--escalate-price-in",
        Setting.EscalatePriceOut => "--escalate-price-out",
        Setting.EscalateUrl => "--escalate-url",
        Setting.HeaderRow => "--header-row",
        Setting.Hint => "--hint",
        Setting.InputFormat => "--input-format",
        Setting.Keep => "--keep",
        Setting.LabelColumn => "--label-column",
        Setting.LabelMap => "--map",
        Setting.Learn => "--learn",
        Setting.MaxAudits => "--max-audits",
        Setting.MaxCost => "--max-cost",
        Setting.OutColumn => "--out-column",
        Setting.Output => "--out",
        Setting.Patience => "--patience",
        Setting.PriceIn => "--price-in",
        Setting.PriceOut => "--price-out",
        Setting.PriceTable => "--prices",
        Setting.Question => "--question",
        Setting.Quote => "--quote",
        Setting.Reopen => "--reopen",
        Setting.RetryFailed => "--retry-failed",
        Setting.RowsPerCall => "--rows-per-call",
        Setting.Salvage => "--salvage",
        Setting.Sheet => "--sheet",
        Setting.Store => "--db",
        Setting.Teacher => "--teacher",
        Setting.TeacherHeader => "--header",
        Setting.TeacherUrl => "--teacher-url",
        Setting.Tier => "--tier",
        Setting.UnknownLabels => "--unknown-labels",
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
    };

    private static string CommandOf(UserAction action, string? subject, string db) => "leadscout " + (action switch
    {
        UserAction.AddKey => $"serve keys add {subject ?? "NAME"} --scope admin{db}",
        UserAction.CopyStore => $"store copy --from {Argument(subject ?? "DB")} --to",
        UserAction.CorrectAnswers => $"answers correct{db} --file",
        UserAction.DeleteJob => $"jobs delete {subject}{db}",
        UserAction.ExamineStore => $"doctor --db {subject}",
        UserAction.ExportAnswers => subject is null ? $"answers export{db}" : $"answers export --out {subject}{db}",
        UserAction.ForgetAnswers => $"answers forget --older-than {subject}d --yes{db}",
        UserAction.ImportAnswers => $"answers import{db}",
        UserAction.ListJobs => $"jobs list{db}",
        UserAction.ListPatterns => $"patterns list{db} --help",
        UserAction.NewQuestion => "questions new NAME",
        UserAction.ResumeJob => $"jobs resume {subject}{db}",
        UserAction.SettleJob => $"jobs settle {subject} --measured{db}",
        UserAction.StartJob => "classify",
        UserAction.TryDemo => "demo",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    });

    /// <summary>A value as a shell takes it.</summary>
    public static string Argument(string value) =>
        Plain().IsMatch(value) ? value : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // Names of columns and values of headers stand in quotes even where a shell would not need them: they come from people.
    private static string Quoted(Setting setting, string value) =>
        setting is Setting.Column or Setting.LabelColumn or Setting.LabelMap or Setting.TeacherHeader || !Plain().IsMatch(value)
            ? $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'"
            : value;

    [GeneratedRegex(@"^(?=.*\w)[\w./\\:+@%=-]+$")]
    private static partial Regex Plain();
}
