using System.Collections.Immutable;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Reports;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
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
    Func<string, string?> environment, TimeProvider clock, Action<UserMessage> say, ITeacherProfileStore? profiles = null)
{
    /// <exception cref="BadInputException">List, question or embeddings can't be used.</exception>
    public JobRequest RequestOf(JobInvocation invocation, JobSettings settings)
    {
        var sources = invocation.Questions.Select(
            name => BuiltInQuestions.Resolve(BuiltInQuestions.Names.Contains(name) ? name : invocation.Placed(name))).ToArray();
        var reading = invocation.Reading;
        var output = invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input);
        var file = LeadFiles.At(
            invocation.InputPath,
            invocation.OutputPath,
            reading,
            invocation.InputFile is null ? invocation.Input : "standard input") with
        { Name = invocation.Input };
        var questions = Bind(sources, file, reading, invocation.Columns);
        return new JobRequest(file, output, questions, settings)
        {
            Invocation = (invocation with { LawfulBasis = LawfulBasisOf(questions) }).ToMap(),
            AnswersUnder = invocation.AnswersUnder,
            Embedder = Embedders.Of(invocation.Embeddings, invocation.Placed),
        };
    }

    /// <exception cref="BadInputException">There is no such teacher, or its key is missing.</exception>
    public ITeacher TeacherOf(JobInvocation invocation, ImmutableArray<Question> questions) =>
        TeacherOf(
            Teachers.Placed(invocation.Teacher, invocation.Placed),
            invocation.TeacherUrl,
            invocation.Prices,
            invocation.TeacherSettings,
            questions);

    /// <summary>Who gives a second opinion; null for nobody.</summary>
    /// <exception cref="BadInputException">There is no such teacher, or its key is missing.</exception>
    public ITeacher? SecondOf(JobInvocation invocation, ImmutableArray<Question> questions) => invocation.Escalate is { } name
        ? TeacherOf(
            Teachers.Placed(name, invocation.Placed),
            invocation.EscalateUrl,
            invocation.EscalatePrices with { Table = invocation.Prices.Table },
            invocation.EscalateSettings.Over(
                new TeacherSettings { Timeout = invocation.TeacherSettings.Timeout, Patience = invocation.TeacherSettings.Patience }),
            questions)
        : null;

    private ITeacher TeacherOf(string name, string? url, StatedPrices prices, TeacherSettings settings, ImmutableArray<Question> questions) => Teachers.Create(name, prices.In(settings.In(new TeacherOptions
    {
        Clients = ProviderClients.All,
        Url = url is null ? null : TeacherUrl.Parse(url),
        Questions = questions.Length == 1 ? null : [.. questions.Select(question => question.Name)],
        Environment = environment,
        Time = clock,
        Profiles = profiles,
        Notice = notice => say(notice),
    })));

    private ImmutableArray<Question> Bind(QuestionSource[] sources, LeadFile file, LeadFileOptions reading, ColumnChoice columns)
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

        LeadFiles.EnsureNoClash(file.Name, reader.Columns, [.. questions.SelectMany(ResultColumns.Of).Select(column => column.Name)]);
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
