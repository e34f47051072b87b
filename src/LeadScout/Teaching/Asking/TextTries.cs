using System.Runtime.InteropServices;
using LeadScout.Teaching.Limits;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// Counts the useless replies to texts. A text to which the same thing happens again and again is hopeless; one to which different things
/// happen has met a service on a bad day, and is given more tries. Not thread-safe.
/// </summary>
internal sealed class TextTries(RetryPolicy retry)
{
    private readonly Dictionary<AskId, int> _all = [];
    private readonly Dictionary<(AskId Ask, string What), int> _alike = [];

    /// <summary>Counts a useless reply.</summary>
    /// <param name="ask">What was asked.</param>
    /// <param name="fault">What was wrong with the reply as a whole, if anything.</param>
    /// <param name="problem">What was wrong with its answer, if it was read.</param>
    /// <param name="tries">As how many tries it counts.</param>
    /// <returns>Whether the text is to be given up.</returns>
    public bool AreOverAfter(AskId ask, TeacherFault? fault, string problem, int tries)
    {
        var what = fault?.Kind.ToString() ?? problem.Split([':', '('])[0].TrimEnd(); // what was said instead of a label may be another thing each time
        var all = CollectionsMarshal.GetValueRefOrAddDefault(_all, ask, out _) += tries;
        var alike = CollectionsMarshal.GetValueRefOrAddDefault(_alike, (ask, what), out _) += tries;
        return alike >= retry.TriesPerText || all >= retry.MostTriesPerText;
    }
}
