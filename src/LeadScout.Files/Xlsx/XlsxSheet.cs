namespace LeadScout.Files.Xlsx;

/// <summary>A worksheet of a workbook (ECMA-376 part 1, 18.2.19).</summary>
/// <param name="Name">As the tab shows it.</param>
/// <param name="Part">Its XML.</param>
/// <param name="Place">Among all sheets, charts too, from 0.</param>
/// <param name="IsVisible">Whether its tab shows.</param>
internal sealed record XlsxSheet(string Name, string Part, int Place, bool IsVisible);
