using LeadScout.Texts;

namespace LeadScout.Answers;

/// <summary>An id as its twelve hexadecimal digits.</summary>
public sealed class JobIdJsonConverter : TextJsonConverter<JobId>
{
    /// <inheritdoc/>
    protected override JobId Parse(string text)
    {
        try
        {
            return new JobId(text);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
