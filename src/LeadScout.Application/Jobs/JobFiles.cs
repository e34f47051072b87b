using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Every file that a job uses, and as what.</summary>
public static class JobFiles
{
    /// <summary>Refuses an invocation that would overwrite what it reads, or write two things to one file.</summary>
    /// <param name="claims">What else the command uses.</param>
    /// <param name="invocation">How the user named the files.</param>
    /// <param name="database">The database's path, from the working directory.</param>
    /// <exception cref="BadInputException">It would; the message names both uses.</exception>
    public static void Claim(FileClaims claims, JobInvocation invocation, string database)
    {
        claims.Reads(invocation.InputPath, "input", "the list");
        foreach (var question in invocation.Questions.Where(name => !BuiltInQuestions.Names.Contains(name)))
        {
            claims.Reads(invocation.Placed(question), "question file", Setting.Question);
        }

        ClaimRecording(claims, invocation, invocation.Teacher, Setting.Teacher);
        if (invocation.Escalate is { } second)
        {
            ClaimRecording(claims, invocation, second, Setting.Escalate);
        }

        if (invocation.Prices.Table is { } prices)
        {
            claims.Reads(invocation.Placed(prices), "price table", Setting.PriceTable);
        }

        claims.WritesDatabase(database);
        if (invocation.WritesResult)
        {
            claims.WritesResult(invocation.OutputPath);
        }
    }

    private static void ClaimRecording(FileClaims claims, JobInvocation invocation, string teacher, Setting setting) => Teachers.Placed(teacher, path =>
    {
        if (!string.IsNullOrWhiteSpace(path))
        {
            claims.Reads(invocation.Placed(path), "recorded LLM", setting);
        }

        return path;
    });
}
