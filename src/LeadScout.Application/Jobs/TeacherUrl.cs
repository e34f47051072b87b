using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Reads where a teacher is.</summary>
public static class TeacherUrl
{
    /// <param name="text">As the user wrote it.</param>
    /// <param name="place">Where, for the message; null for the teacher's own setting.</param>
    /// <exception cref="BadInputException">Not an absolute http or https URL, or one with a password in it.</exception>
    public static Uri Parse(string text, UserMessage? place = null)
    {
        place ??= Setting.TeacherUrl;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new BadInputException($"{place} can't be '{text}'. Allowed: an http or https URL, as in http://127.0.0.1:11434/v1.");
        }

        // The URL is kept with the job, and secrets are not kept.
        return url.UserInfo.Length == 0 && url.Query.Length == 0
            ? url
            : throw new BadInputException(
                $"{place} may hold no user name, password or query: keys come from the environment only, as OPENAI_API_KEY.");
    }
}
