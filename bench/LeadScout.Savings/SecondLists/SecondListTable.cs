using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.SecondLists;

/// <summary>Where a second list's asks go, by set and budget.</summary>
internal static class SecondListTable
{
    public static string Render(IReadOnlyList<SecondListRun> runs)
    {
        var text = new StringBuilder();
        return text.ToString();
    }
}
