using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Application.Jobs;

/// <summary>Opens what an invocation names: list, question and teacher.</summary>
public sealed class JobOpening(Func<string, string?> environment, TimeProvider clock, Action<string> say)
{
    /// <exception cref="BadInputException">List or question can't be used.</exception>
    public JobRequest RequestOf(JobInvocation invocation, JobSettings settings)
    {
        var source = BuiltInQuestions.Resolve(BuiltInQuestions.Names.Contains(invocation.Question) ? invocation.Question : invocation.Placed(invocation.Question));
        var reading = new LeadFileOptions(invocation.Encoding, invocation.Sheet);
        var output = invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input);
        var file = LeadFiles.At(invocation.Placed(invocation.Input), invocation.Placed(output), reading) with { Name = invocation.Input };
        var question = Bind(source, file, reading, invocation.Column);
        return new JobRequest(file, output, question, settings) { Invocation = (invocation with { LawfulBasis = question.LawfulBasis }).ToMap() };
    }

    /// <exception cref="BadInputException">There is no such teacher, or its key is missing.</exception>
    public ITeacher TeacherOf(JobInvocation invocation) => Teachers.Create(Teachers.Placed(invocation.Teacher, invocation.Placed), invocation.Prices.In(new TeacherOptions
    {
        Url = invocation.TeacherUrl is { } url ? TeacherUrl.Parse(url) : null,
        Environment = environment,
        Time = clock,
        Notice = say,
    }));

    private Question Bind(QuestionSource source, LeadFile file, LeadFileOptions reading, string? column)
    {
        using var reader = file.Open();
        var bound = ColumnBinding.Bind(source, file.Name, reader.Columns, column);
        foreach (var note in bound.Notes)
        {
            say(note);
        }

        var name = bound.Question.Name;
        LeadFiles.EnsureNoClash(file.Name, reader.Columns, [name, $"{name}_confidence", $"{name}_source"]);
        LeadFiles.EnsureCanHold(reading, bound.Question.Labels.Select(label => label.Name));
        return bound.Question;
    }
}
