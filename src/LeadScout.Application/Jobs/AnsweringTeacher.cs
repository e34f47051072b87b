using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Whose answers in a database are meant when nobody is to be asked.</summary>
public static class AnsweringTeacher
{
    private const string Recorded = "recorded:";

    /// <summary>The teacher's name.</summary>
    /// <param name="given">As the user named it, or null.</param>
    /// <param name="known">The teachers with answers to the question.</param>
    /// <param name="say">Told what was assumed.</param>
    /// <exception cref="BadInputException">Several have answers, and none was named.</exception>
    public static string Choose(string? given, IReadOnlyList<string> known, Action<UserMessage> say)
    {
        if (given is null)
        {
            return known switch
            {
                [] => "",
                [var only] => Said(only),
                _ => throw new BadInputException(
                    "teacher-unclear", $"Several LLMs have answered this question: {string.Join(", ", known)}. Say whose answers count with {Setting.Teacher}."),
            };
        }

        // A recording's answers are filed under the file's name without its folder.
        var name = given.StartsWith(Recorded, StringComparison.OrdinalIgnoreCase)
            ? Recorded + Path.GetFileName(given[Recorded.Length..])
            : given;
        if (!known.Contains(name))
        {
            if (known.Where(teacher => teacher.EndsWith(':' + name, StringComparison.Ordinal)).ToArray() is [var whole])
            {
                say($"{name} is taken for {whole}, whose answers are here.");
                return whole;
            }

            say($"{name} has not answered this question in this database.{(known.Count == 0 ? "" : $" There are answers of {string.Join(", ", known)}.")}");
        }

        return name;

        string Said(string only)
        {
            say($"No {Setting.Teacher} given; the answers here are of {only}.");
            return only;
        }
    }
}
