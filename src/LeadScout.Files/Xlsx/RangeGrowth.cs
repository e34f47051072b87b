using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>How ranges that end with a list's last column grow to its right, as a table does when somebody types beside it.</summary>
/// <param name="HeaderRow">The row of the list's header, from 1.</param>
/// <param name="FirstAdded">The first added column, from 0.</param>
/// <param name="Count">How many are added.</param>
internal readonly record struct RangeGrowth(int HeaderRow, int FirstAdded, int Count)
{
    /// <summary>The last added column, from 0.</summary>
    public int LastAdded => FirstAdded + Count - 1;

    /// <summary>Whether a range has the list's header, or begins with the row below, and ends with the list's last column.</summary>
    public bool Concerns(CellRange range) => range.Last.Column == FirstAdded - 1 && range.First.Row - HeaderRow is 0 or 1;

    /// <summary>Grows the range that an element names, and those inside of it, where they are concerned.</summary>
    public void Grow(XElement element)
    {
        foreach (
            var attribute in element.DescendantsAndSelf().Where(e => e.Name.LocalName is "table" or "autoFilter" or "sortState").Attributes("ref"))
        {
            if (CellRange.Parse(attribute.Value) is { } range && Concerns(range))
            {
                attribute.Value = range.UpTo(LastAdded).ToString();
            }
        }
    }
}
