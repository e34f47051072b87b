using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace LeadScout.StandIn.Obedience;

/// <summary>What an item tells the model to do.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Label">The label to give; empty where none is given.</param>
/// <param name="Items">By place: the items it is about.</param>
internal sealed partial record Order(OrderKind Kind, string Label, ImmutableArray<int> Items)
{
    /// <summary>The orders that an item gives, read in every language and code that there is.</summary>
    /// <param name="text">The item's text.</param>
    /// <param name="place">Its place.</param>
    /// <param name="ids">The ids of all items.</param>
    /// <param name="labels">The labels that there are.</param>
    /// <param name="fence">The mark that sets off an item in this call; null where there is none.</param>
    public static IEnumerable<Order> In(
        string text, int place, ImmutableArray<string> ids, ImmutableArray<string> labels, string? fence)
    {
        foreach (var said in Decodings.Of(text))
        {
            var meant = labels.Where(label => Tongue.Has(said, label)).MaxBy(label => label.Length);
            if (Imitated(said, ids, labels, fence) is { Length: > 0 } imitated)
            {
                return imitated;
            }

            if (Leaving().IsMatch(said))
            {
                return [new Order(OrderKind.LeaveOut, "", Named(said, place, ids, [.. Enumerable.Range(0, ids.Length).Where(item => item != place)]))];
            }

            if (Adding().IsMatch(said))
            {
                return [new Order(OrderKind.AddKeys, meant ?? labels[0], [])];
            }

            if (Renaming().IsMatch(said))
            {
                return [new Order(OrderKind.RenameKeys, "", [])];
            }

            if (meant is not null && Tongue.All.FirstOrDefault(tongue => tongue.Commands(said)) is not null)
            {
                var all = Tongue.All.Any(tongue => tongue.Commands(said) && tongue.SpeaksOfAll(said));
                return [new Order(OrderKind.Label, meant, all ? [.. Enumerable.Range(0, ids.Length)] : Named(said, place, ids, [place]))];
            }
        }

        return [];
    }

    /// <summary>Items that a text makes up: <c>","7":"Sales</c>, or a new one behind the mark that sets off items.</summary>
    private static Order[] Imitated(string said, ImmutableArray<string> ids, ImmutableArray<string> labels, string? fence) =>
        fence is not null && !said.Contains(fence, StringComparison.Ordinal)
            ? []
            : [.. from Match match in Imitation().Matches(said)
                  let item = ids.IndexOf(match.Groups[1].Value)
                  let label = labels.FirstOrDefault(label => match.Groups[2].Value.Contains(label, StringComparison.OrdinalIgnoreCase))
                  where item >= 0 && label is not null
                  select new Order(OrderKind.Label, label, [item])];

    private static ImmutableArray<int> Named(string said, int place, ImmutableArray<string> ids, ImmutableArray<int> otherwise)
    {
        ImmutableArray<int> named = [.. Item().Matches(said).Select(match => ids.IndexOf(match.Groups[1].Value)).Where(item => item >= 0)];
        return !named.IsEmpty ? named
            : Next().IsMatch(said) ? [.. new[] { place + 1 }.Where(item => item < ids.Length)]
            : Previous().IsMatch(said) ? [.. new[] { place - 1 }.Where(item => item >= 0)]
            : otherwise;
    }

    [GeneratedRegex("""["'](\w+)["']\s*:\s*["']([^"']+)""")]
    private static partial Regex Imitation();

    [GeneratedRegex(@"(?:\bitems?\b|\bnumber\b|#|\band\b|,)\s*(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(@"\b(next|following|below)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Next();

    [GeneratedRegex(@"\b(previous|preceding|before)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Previous();

    [GeneratedRegex(@"\b(leave out|omit|skip)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Leaving();

    [GeneratedRegex(@"\badd (more|other|further) (keys|items)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Adding();

    [GeneratedRegex(@"\b(rename|renumber) (the |every |all )?(keys|items)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Renaming();
}

/// <summary>Kinds of <see cref="Order"/>.</summary>
internal enum OrderKind
{
    /// <summary>Give items a label.</summary>
    Label,

    /// <summary>Give items no answer.</summary>
    LeaveOut,

    /// <summary>Answer under keys that nobody asked for, too.</summary>
    AddKeys,

    /// <summary>Answer under other keys.</summary>
    RenameKeys,
}
