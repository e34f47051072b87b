namespace LeadScout.Jobs.Lists;

/// <summary>A column that a result has beside those of its list.</summary>
/// <param name="Name">In the header.</param>
/// <param name="IsNumber">Whether its values are numbers from 0 to 1 with a decimal point, or "" for none: a format that has types keeps
/// them as such. Else text.</param>
public readonly record struct AddedColumn(string Name, bool IsNumber = false);
