using System.Collections.Immutable;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Reports;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Llm;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Jobs;

/// <summary>Opens what an invocation names: list, questions and teachers.</summary>
public sealed class JobOpening(
    Func<string, string?> environment, TimeProvider clock, Action<UserMessage> say, IRequestProfileStore? requestProfiles = null)
{
    /// <summary>What embeds the job's texts; null for nothing.</summary>
    /// <exception cref="BadInputException">It can't be used.</exception>
    public IEmbedder? EmbedderOf(JobInvocation invocation) => Embedders.Of(
        invocation.Embeddings,
        invocation.Placed,
        choice => Embedders.OptionsOf(choice, environment, clock, invocation.TeacherSettings, invocation.Prices.Table));

    /// <exception cref="BadInputException">List, question or embeddings can't be used.</exception>
    public JobRequest RequestOf(JobInvocation invocation, JobSettings settings)
    {
        var sources = invocation.Questions.Select(
            name => BuiltInQuestions.Resolve(BuiltInQuestions.Names.Contains(name) ? name : invocation.Placed(name))).ToArray();
        var reading = invocation.Reading;
        var output = invocation.WritesResult ? invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input) : "";
        var file = LeadFiles.At(
            invocation.InputPath,
            invocation.OutputPath,
            reading,
            invocation.InputFile is null ? invocation.Input : "standard input") with
        { Name = invocation.Input };
        file = invocation.WritesResult ? file : file with { CheckOutput = () => { } };
        settings = LabelColumns.In(file, settings, say);
        var questions = Bind(sources, file, reading, invocation.Columns);
        var request = new JobRequest(file, output, questions, settings)
        {
            Invocation = (invocation with { LawfulBasis = LawfulBasisOf(questions) }).ToMap(),
            AnswersUnder = invocation.AnswersUnder,
            KeepsVectors = invocation.Embeddings is { KeepsVectors: true },
            Embedder = EmbedderOf(invocation),
        };
        EnsureFits(file, request);
        return request;
    }

    private static void EnsureFits(LeadFile file, JobRequest request)
    {
        using var reader = file.Open();
        LeadFiles.EnsureNoClash(file.Name, reader.Columns, [.. request.ColumnsToAdd.Select(column => column.Name)], request.Settings.Certify is null);
        LeadFiles.EnsureCanHold(reader, request.ColumnsToAdd.Select(column => column.Name).Concat(request.Questions.SelectMany(ResultCells.ValuesOf)));
    }

    /// <summary>Who is asked first. Its key is missed only once something is to be asked.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public ITeacher TeacherOf(JobInvocation invocation, ImmutableArray<Question> questions)
    {
        var (name, options) = FirstOf(invocation, questions);
        return Teachers.CreateKeyless(name, options);
    }

    /// <summary>Who gives a second opinion; null for nobody. Its key, too, is missed only once something is to be asked.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public ITeacher? SecondOf(JobInvocation invocation, ImmutableArray<Question> questions) =>
        EscalateOf(invocation, questions) is var (name, options) ? Teachers.CreateKeyless(name, options) : null;

    /// <summary>What is known of whoever is asked first: all that it takes to plan and to estimate. Needs no key.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public TeacherProfile ProfileOf(JobInvocation invocation, ImmutableArray<Question> questions)
    {
        var (name, options) = FirstOf(invocation, questions);
        return Teachers.ProfileOf(name, options);
    }

    /// <summary>The same of whoever gives a second opinion; null for nobody.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public TeacherProfile? SecondProfileOf(JobInvocation invocation, ImmutableArray<Question> questions) =>
        EscalateOf(invocation, questions) is var (name, options) ? Teachers.ProfileOf(name, options) : null;

    private (string Name, TeacherOptions Options) FirstOf(JobInvocation invocation, ImmutableArray<Question> questions) => (
        Teachers.Placed(invocation.Teacher, invocation.Placed),
        OptionsOf(invocation.TeacherUrl, invocation.Prices, invocation.TeacherSettings, questions));

    private (string Name, TeacherOptions Options)? EscalateOf(JobInvocation invocation, ImmutableArray<Question> questions)
    {
        if (invocation.Escalate is not { } name)
        {
            return null;
        }

        var patience = new TeacherSettings { Timeout = invocation.TeacherSettings.Timeout, Patience = invocation.TeacherSettings.Patience };
        var prices = invocation.EscalatePrices with { Table = invocation.Prices.Table };
        return (
            Teachers.Placed(name, invocation.Placed),
            OptionsOf(invocation.EscalateUrl, prices, invocation.EscalateSettings.Over(patience), questions));
    }

    private TeacherOptions OptionsOf(
        string? url, StatedPrices prices, TeacherSettings settings, ImmutableArray<Question> questions) =>
        prices.In(settings.In(new TeacherOptions
        {
            Clients = ProviderClients.All,
            Url = url is null ? null : TeacherUrl.Parse(url),
            Questions = questions.Length <= 1 ? null : [.. questions.Select(question => question.Name)],
            Environment = environment,
            Time = clock,
            RequestProfiles = requestProfiles,
            Notice = notice => say(notice),
        }));

    private ImmutableArray<Question> Bind(
        QuestionSource[] sources, LeadFile file, LeadFileOptions reading, ColumnChoice columns)
    {
        using var reader = file.Open();
        ColumnBinding.EnsureMeant(columns, Array.ConvertAll(sources, source => source.Question));
        var bound = Array.ConvertAll(sources, source => Bind(source, file, reader, columns));
        var questions = bound.Select(one => one.Question).ToImmutableArray();
        foreach (var (source, one) in sources.Zip(bound))
        {
            ColumnEvidence.Check(source.Question, one.Question, file, columns);
        }

        foreach (var note in bound.SelectMany(one => one.Notes).Distinct())
        {
            say(note);
        }

        LeadFiles.EnsureCanHold(reading, questions.SelectMany(question => question.Labels).Select(label => label.Name));
        if (TogetherText.Of(questions) is { } how)
        {
            say(how);
        }

        return questions;
    }

    /// <summary>Where a column is not found, how the list was read may be why.</summary>
    private static BoundQuestion Bind(QuestionSource source, LeadFile file, ILeadReader reader, ColumnChoice columns)
    {
        try
        {
            return ColumnBinding.Bind(source, file.Name, reader.Columns, columns);
        }
        catch (BadInputException e) when (reader.Dialect.Length > 0)
        {
            throw new BadInputException(
                e.Code,
                $"{e.Wording} The list was read as {reader.Dialect}.{string.Concat(reader.Notes.Select(note => $" {note}"))}{HeaderAdvice(reader)}",
                e);
        }
    }

    private static UserMessage HeaderAdvice(ILeadReader reader) => UserMessage.If(
        reader.Dialect.Contains("header in row", StringComparison.Ordinal),
        $" If the header is another row, say which with {Setting.HeaderRow}.");

    private static string? LawfulBasisOf(ImmutableArray<Question> questions) => questions is [var only]
        ? only.LawfulBasis
        : string.Join(
            " ",
            questions.Where(question => question.LawfulBasis is not null).Select(question => $"{question.Name}: {question.LawfulBasis}")) is { Length: > 0 } all
            ? all
            : null;
}
