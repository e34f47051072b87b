using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Finds the columns of labels, given, kept or hinted at, that a user names in a list's header.</summary>
internal static class LabelColumns
{
    /// <summary>The same settings with the columns as the header names them.</summary>
    /// <param name="file">The list.</param>
    /// <param name="settings">As the user named them.</param>
    /// <param name="say">Told where a column is called a little otherwise.</param>
    /// <exception cref="BadInputException">There is no such column, or two might be meant.</exception>
    public static JobSettings In(LeadFile file, JobSettings settings, Action<UserMessage> say)
    {
        if (settings is { Certify: null, Keep: null, Hints.IsEmpty: true })
        {
            return settings;
        }

        using var reader = file.Open();
        return settings with
        {
            Hints = [.. settings.Hints.Select(name => Find(name, Setting.Hint))],
            Keep = settings.Keep is { } keep ? keep with { Column = Find(keep.Column, Setting.Keep) } : null,
            Certify = settings.Certify is { } certify
                ? certify with { LabelColumns = [.. certify.LabelColumns.Select(name => Find(name, Setting.LabelColumn))] }
                : null,
        };

        string Find(string wanted, Setting setting)
        {
            if (reader.Columns.Contains(wanted))
            {
                return wanted;
            }

            if (reader.Columns.Where(column => column.Trim().Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray() is [var only])
            {
                say($"{setting}: taking column '{only}' for '{wanted}'.");
                return only;
            }

            throw new BadInputException(
                "label-column-missing",
                $"'{file.Name}' has no column '{wanted}'.{NearestNames.Hint(wanted, reader.Columns)} Its columns are: {string.Join(", ", reader.Columns)}. Say which one is meant with {setting}.");
        }
    }
}
