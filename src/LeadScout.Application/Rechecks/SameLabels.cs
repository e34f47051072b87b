using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Rechecks;

/// <summary>Old decisions can be put to the proof under other words, not under other labels.</summary>
public static class SameLabels
{
    /// <summary>Refuses a question with other labels than the old one.</summary>
    /// <exception cref="BadInputException">It has others.</exception>
    public static void Ensure(Question old, Question now)
    {
        var (before, after) = (old.Labels.Select(label => label.Name).ToArray(), now.Labels.Select(label => label.Name).ToArray());
        var (gone, come) = (before.Except(after).ToArray(), after.Except(before).ToArray());
        if (gone.Length + come.Length > 0)
        {
            throw new BadInputException(
                "other-labels",
                $"The question '{now.Name}' has other labels than the decisions: {Words("without", gone)}{(gone.Length > 0 && come.Length > 0 ? "; " : "")}{Words("new are", come)}. "
                + $"Only the wording may differ. With other labels, put the result to the proof as a labelled list, with {Setting.LabelColumn} and {Setting.LabelMap.To("OLD=NEW")}.");
        }

        static string Words(string how, string[] labels) => labels.Length == 0 ? "" : $"{how} {string.Join(", ", labels)}";
    }
}
