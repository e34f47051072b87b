using System.CommandLine;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Classifiers;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Texts;

namespace LeadScout.Cli.Arguments;

/// <summary>The options that describe a job.</summary>
internal sealed class JobOptions
{
    private static readonly JobSettings Default = new();

    private readonly Option<string[]> _questions = new("--question")
    {
        HelpName = "NAME|FILE",
        Description =
            "A built-in question (see: leadscout questions list) or a YAML file; give it several times to ask several questions in one pass",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { CommonOptions.BuiltInNames },
    };

    private readonly Option<string?> _output = new("--out")
    {
        HelpName = "FILE",
        Description =
            "The result, in the list's own format, or - for standard output; LIST.labelled.csv (or .xlsx, .jsonl, .parquet) unless given. A file that is there is replaced, which is said before anything is asked",
    };

    private readonly Option<string[]> _columns = new("--column")
    {
        HelpName = "[COLUMN=]NAME",
        Description =
            "The list's column to ask about; several times with COLUMN= for a question about several, as in 'Last Name=Surname'. Guessed from the header, and said, unless given",
    };

    private readonly Option<string[]> _hints = new("--hint")
    {
        HelpName = "COLUMN",
        Description =
            "A column of the list that says something cheap about a lead, such as a vendor's label or last year's; several times. The student learns from the answers how far to trust it; nothing of it is sent",
    };

    private readonly KeepOptions _keep = new();

    private readonly Option<string?> _teacher = CommonOptions.Teacher();

    private readonly Option<string?> _teachersFile = CommonOptions.TeachersFile();

    private readonly Option<string?> _teacherUrl = CommonOptions.TeacherUrl();

    private readonly PriceOptions _prices = new();

    private readonly EscalateOptions _escalate = new();

    private readonly TeacherSettingOptions _teacherSettings = new();

    private readonly BudgetOptions _budgets = new();

    private readonly Option<double?> _confidence = Parsed.Optional<double>(
        "--confidence",
        "SHARE",
        "How sure of that you want to be [default: 95%]",
        "a percentage as in 95%, or a fraction as in 0.95; between 0% and 100%, neither included",
        text => ShareText.Parse(text) is { } share and > 0 and < 1 ? share : null);

    private readonly Option<int> _rowsPerCall = Parsed.Option(
        "--rows-per-call", "N", "Texts in one call; fewer where the model takes no more", $"a whole number from {SettingRanges.RowsPerCall}", Default.RowsPerCall, Parsed.Whole(SettingRanges.RowsPerCall));

    private readonly Option<int?> _concurrency = Parsed.Optional(
        "--concurrency",
        "auto|N",
        $"Calls in flight; with fewer a job takes longer and mostly asks less, for more is learned before each call [default: auto, which is {JobSettings.AutoConcurrency}]",
        $"auto, or a whole number from {SettingRanges.Concurrency}",
        Concurrency);

    private readonly Option<ulong> _seed = Parsed.Option(
        "--seed", "N", "Seed of everything drawn by chance", "a whole number from 0", Default.Seed, Parsed.Whole(ulong.MinValue, ulong.MaxValue));

    private readonly Option<long?> _limit = Parsed.Optional(
        "--limit", "N", "Only the first N rows, for a trial", "a whole number from 1", Parsed.Whole(1L, long.MaxValue));

    private readonly Option<int> _selfCheck = Parsed.Option(
        "--self-check", "N", "Ask about N rows twice, drawn by lot, to see how often the LLM contradicts itself; 0 for none", $"a whole number from {SettingRanges.SelfCheck}", 0, Parsed.Whole(SettingRanges.SelfCheck));

    private readonly Option<int> _aloneCheck = Parsed.Option(
        "--alone-check", "N", "Ask about N rows once more, drawn by lot, each in a call of its own, to bound how far answers depend on the texts that share a call; 0 for none", $"a whole number from {SettingRanges.AloneCheck}", 0, Parsed.Whole(SettingRanges.AloneCheck));

    private readonly Option<int> _canaries = Parsed.Option(
        "--canaries", "N", "Put N texts whose answer is known into each call; where one gets another answer, the reply is thrown away and its texts are asked alone, for one of them may tell the LLM what to say; 0 for none", $"a whole number from {SettingRanges.Canaries}", 0, Parsed.Whole(SettingRanges.Canaries));

    private readonly Option<LearnMode?> _learn = Parsed.Optional(
        "--learn",
        "WHEN",
        "When an answer may be used for later rows: immediate; deferred (a window of calls later) and deferred:job (never in this job) are for comparison [default: immediate]",
        "immediate, deferred, deferred:job",
        Parsed.OneOf([.. Enum.GetValues<LearnMode>().Select(mode => (mode.Word(), mode))]));

    private readonly Option<OnUndecided?> _onUndecided = Parsed.Optional(
        "--on-undecided",
        "blank|guess",
        "What stands in the label column of a row that could not be decided [default: blank]",
        "blank, guess",
        Parsed.OneOf(("blank", OnUndecided.Blank), ("guess", OnUndecided.Guess)));

    private readonly ListOptions _list = new();

    private readonly Option<int> _maxText = Parsed.Option(
        "--max-text", "N", "Characters of a text at most; longer ones are said before anything is asked", $"a whole number from {SettingRanges.MaxText}", Default.MaxText, Parsed.Whole(SettingRanges.MaxText));

    private readonly Option<LongTexts?> _longTexts = Parsed.Optional(
        "--long-texts", "cut|skip", "What becomes of longer texts: cut asks about their beginning, skip leaves their rows undecided [default: cut]", "cut, skip",
        Parsed.OneOf(("cut", LongTexts.Cut), ("skip", LongTexts.Skip)));

    private readonly EmbeddingOptions _embeddings = new();

    private readonly Option<int?> _retries = Parsed.Optional(
        "--retries", "N", "How often in a row a call that fails is made again before the job is saved and stops [default: 5 for a server that can't be reached or fails without a word; as --patience says for one that says what is the matter]",
        $"a whole number from {SettingRanges.Retries}", Parsed.Whole(SettingRanges.Retries));

    private readonly Option<int?> _requestsPerMinute = Parsed.Optional(
        "--requests-per-minute", "N", "The most calls in any minute, as the provider allows your account", "a whole number from 1", Parsed.Whole(1, int.MaxValue));

    private readonly Option<long?> _tokensPerMinute = Parsed.Optional(
        "--tokens-per-minute", "N", "The most tokens, input and output, in any minute", "a whole number from 1", Parsed.Whole(1L, long.MaxValue));

    /// <summary>The wish to ask again what was given up.</summary>
    public Option<bool> RetryFailed { get; } = new("--retry-failed") { Description = "Ask again about texts that this job has given up" };

    /// <summary>The wish not to be asked.</summary>
    public Option<bool> Yes { get; } =
        new("--yes") { Description = "Go on without asking once the list, its columns and three texts were shown; so it is wherever nobody sits at a terminal. Replace the job's result even if it was changed since" };

    /// <summary>The hard limit on money.</summary>
    public Option<Money?> MaxCost { get; } = CommonOptions.MaxCost();

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _questions, _teacher, _teachersFile, _teacherUrl, _output, _columns, MaxCost, _budgets.MaxError, _budgets.MinRecall, _confidence, _limit, _rowsPerCall,
            _concurrency,
            _requestsPerMinute, _tokensPerMinute, _seed, _selfCheck, _aloneCheck, _canaries, _learn, _onUndecided, _retries, RetryFailed,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _embeddings.AddTo(command);
        command.Add(_hints);
        _keep.AddTo(command);
        command.Add(_maxText);
        command.Add(_longTexts);
        command.Add(Yes);
        _list.AddTo(command);
        _teacherSettings.AddTo(command);
        _prices.AddTo(command);
        _escalate.AddTo(command);
    }

    /// <summary>Gives a command those of them that a job over given labels has.</summary>
    public void AddToCertify(Command command)
    {
        _columns.Aliases.Add("--text");
        _questions.Description = "The question that the labels answer: a built-in one (see: leadscout questions list) or a YAML file";
        _budgets.MaxError.Description = "The largest share of rows whose label may be wrong; once more with LABEL= of the rows given that label, as in --max-error Sales=1% [default: 2%]";
        _concurrency.Description = $"Calls in flight [default: auto, which is {JobSettings.AutoConcurrency}]";
        RetryFailed.Description = "Ask again about texts that this job has given up";
        Option[] options =
        [
            _questions, _teacher, _teachersFile, _teacherUrl, _columns, MaxCost, _budgets.MaxError, _budgets.MinRecall, _confidence, _limit, _rowsPerCall, _concurrency,
            _requestsPerMinute, _tokensPerMinute, _seed, _retries, RetryFailed, _maxText, _longTexts, Yes,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _list.AddTo(command);
        _teacherSettings.AddTo(command);
        _prices.AddTo(command);
        _escalate.AddTo(command);
    }

    /// <summary>Gives a command those of them that a job over a job's decisions has; the question need not be named.</summary>
    public void AddToRecheck(Command command)
    {
        _questions.Required = false;
        _questions.Description = "With JOB: the reworded question, with the same labels. Without: the question whose answers in the log are asked again";
        _teacher.Description = $"Who is asked now; the job's own LLM unless given. {_teacher.Description}";
        _budgets.MaxError.Description = "The largest share of rows that may be decided otherwise; once more with LABEL= of the rows that had that label, as in --max-error Sales=1% [default: 2%]";
        _concurrency.Description = $"Calls in flight [default: auto, which is {JobSettings.AutoConcurrency}]";
        Option[] options =
        [
            _questions, _teacher, _teachersFile, _teacherUrl, MaxCost, _budgets.MaxError, _budgets.MinRecall, _confidence, _rowsPerCall, _concurrency,
            _requestsPerMinute, _tokensPerMinute, _seed, _retries, RetryFailed, Yes,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _teacherSettings.AddTo(command);
        _prices.AddTo(command);
        _escalate.AddTo(command);
    }

    /// <summary>The questions that the user named.</summary>
    public IReadOnlyList<string> QuestionsOf(ParseResult parsed) => parsed.GetValue(_questions) ?? [];

    /// <summary>How the user named things, where a job's own teacher is asked unless another is named.</summary>
    /// <exception cref="BadInputException">No teacher was named and none can be assumed.</exception>
    public JobInvocation InvocationOf(ParseResult parsed, string input, JobInvocation? job, Terminal terminal) =>
        job is null || (parsed.GetValue(_teacher) ?? parsed.GetValue(_teachersFile)) is not null
            ? InvocationOf(parsed, input, terminal)
            : InvocationOf(parsed, input, new NamedTeacher(
                job.Teacher is var name && name.StartsWith("recorded:", StringComparison.Ordinal) ? "recorded:" + job.Placed(name["recorded:".Length..]) : name,
                parsed.GetValue(_teacherUrl) ?? job.TeacherUrl,
                _teacherSettings.Of(parsed).Over(job.TeacherSettings),
                _prices.Of(parsed) is { IsAny: true } stated ? stated : job.Prices));

    /// <summary>How the user named things.</summary>
    /// <exception cref="BadInputException">No teacher was named and none can be assumed.</exception>
    public JobInvocation InvocationOf(ParseResult parsed, string input, Terminal terminal) =>
        _escalate.In(TeacherInvocationOf(parsed, input, terminal), parsed);

    /// <summary>How the job goes about its list.</summary>
    public JobSettings SettingsOf(ParseResult parsed) => new()
    {
        Budget = new ErrorBudget(
            _budgets.OverallOf(parsed) ?? Default.Budget.MaxError, parsed.GetValue(_confidence) ?? Default.Budget.Confidence),
        LabelBudgets = _budgets.ByLabelOf(parsed),
        RowsPerCall = parsed.GetValue(_rowsPerCall),
        Concurrency = parsed.GetValue(_concurrency) ?? JobSettings.AutoConcurrency,
        Seed = parsed.GetValue(_seed),
        Learn = parsed.GetValue(_learn) ?? Default.Learn,
        Limit = parsed.GetValue(_limit),
        Hints = [.. parsed.GetValue(_hints) ?? []],
        Keep = _keep.KeptBy(parsed),
        OutColumns = _keep.ColumnsBy(parsed, QuestionsOf(parsed)),
        SelfCheck = parsed.GetValue(_selfCheck),
        AloneCheck = parsed.GetValue(_aloneCheck),
        Canaries = parsed.GetValue(_canaries),
        MaxCost = parsed.GetValue(MaxCost),
        MaxText = parsed.GetValue(_maxText),
        LongTexts = parsed.GetValue(_longTexts) ?? Default.LongTexts,
        OnUndecided = parsed.GetValue(_onUndecided) ?? Default.OnUndecided,
    };

    private JobInvocation TeacherInvocationOf(ParseResult parsed, string input, Terminal terminal)
    {
        var (knownAs, asked) = TeacherChoice.Of(
            parsed.GetValue(_teachersFile),
            (parsed.GetValue(_teacher), parsed.GetValue(_teacherUrl), _teacherSettings.Of(parsed), _prices.Of(parsed)),
            () => DefaultTeacher.Choose(terminal.Environment, terminal.Say));
        return InvocationOf(parsed, input, asked) with { TeacherKnownAs = knownAs };
    }

    private JobInvocation InvocationOf(ParseResult parsed, string input, NamedTeacher asked) => new()
    {
        Folder = Environment.CurrentDirectory,
        Input = input,
        Output = parsed.GetValue(_output),
        Questions = [.. QuestionsOf(parsed)],
        Columns = ColumnChoice.Parse(parsed.GetValue(_columns) ?? []),
        Reading = _list.Of(parsed),
        Teacher = asked.Teacher,
        TeacherUrl = asked.Url is { } url ? TeacherUrl.Parse(url).ToString() : null,
        Prices = asked.Prices,
        TeacherSettings = asked.Settings,
        Embeddings = _embeddings.Of(parsed),
        Retries = parsed.GetValue(_retries),
        Limits = new RateLimits(
            parsed.GetValue(_requestsPerMinute) ?? asked.Limits.RequestsPerMinute, parsed.GetValue(_tokensPerMinute) ?? asked.Limits.TokensPerMinute)
        {
            CallsAtOnce = asked.Limits.CallsAtOnce,
        },
    };

    private static int? Concurrency(string text) =>
        text.Equals("auto", StringComparison.OrdinalIgnoreCase) ? JobSettings.AutoConcurrency : Parsed.Whole(SettingRanges.Concurrency)(text);
}
