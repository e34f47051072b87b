using LeadScout.Llm;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Who is asked when the user names nobody.</summary>
public static class DefaultTeacher
{
    /// <summary>Asked where its key is present.</summary>
    public const string Name = "openai:gpt-5-mini";

    /// <summary>The environment variable with its key.</summary>
    public const string Key = "OPENAI_API_KEY";

    /// <summary>The teacher's name; said aloud, because it costs money.</summary>
    /// <exception cref="BadInputException">There is no key to go by, so the user has to choose.</exception>
    public static string Choose(Func<string, string?> environment, Action<UserMessage> say)
    {
        if (string.IsNullOrWhiteSpace(environment(Key)))
        {
            throw new BadInputException(
                "teacher-missing",
                $"Who shall be asked? Give {Setting.Teacher}, one of: {Teachers.Allowed}. With {Key} set, {Name} is asked unless you say otherwise. "
                + $"To try without key and cost: {UserAction.TryDemo}.");
        }

        say($"No {Setting.Teacher} given; {Key} is set, so {Name} is asked.");
        return Name;
    }
}
