using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>The mark of a database that is being filled with a copy of another. It is no part of what is copied.</summary>
internal static class UnfinishedCopy
{
    /// <summary>The setting under which the other database's name stands.</summary>
    public const string SettingName = "unfinished_copy_of";

    /// <summary>Refuses a database of which a part is missing.</summary>
    /// <param name="name">The database.</param>
    /// <param name="copyOf">As the setting has it; null where there is none.</param>
    /// <exception cref="BadInputException">It is one.</exception>
    public static void Refuse(string name, string? copyOf)
    {
        if (copyOf is not null)
        {
            throw new BadInputException(
                "store-unfinished",
                $"{name} is an unfinished copy of {copyOf}: what is missing in it would be asked, and paid, again. Finish it: {UserAction.CopyStore.On(copyOf)} {name}");
        }
    }
}
