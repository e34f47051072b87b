using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Finds the columns of labels that a user names in a list's header.</summary>
internal static class LabelColumns
{
    /// <summary>The same settings with the columns as the header names them.</summary>
    /// <param name="file">The list.</param>
    /// <param name="certify">As the user named them.</param>
    /// <param name="say">Told where a column is called a little otherwise.</param>
    /// <exception cref="BadInputException">There is no such column, or two might be meant.</exception>
    public static CertifySettings In(LeadFile file, CertifySettings certify, Action<UserMessage> say)
    {
        using var reader = file.Open();
        return certify with { LabelColumns = [.. certify.LabelColumns.Select(Find)] };

        string Find(string wanted)
        {
            if (reader.Columns.Contains(wanted))
            {
                return wanted;
            }

            if (reader.Columns.Where(column => column.Trim().Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray() is [var only])
            {
                say($"{Setting.LabelColumn}: taking column '{only}' for '{wanted}'.");
                return only;
            }

            throw new BadInputException(
                "label-column-missing",
                $"'{file.Name}' has no column '{wanted}'.{NearestNames.Hint(wanted, reader.Columns)} Its columns are: {string.Join(", ", reader.Columns)}. Say which one holds the labels with {Setting.LabelColumn}.");
        }
    }
}
