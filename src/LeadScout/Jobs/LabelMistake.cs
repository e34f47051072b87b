namespace LeadScout.Jobs;

/// <summary>Rows of one text that had the same wrong label.</summary>
/// <param name="Column">The column of labels.</param>
/// <param name="FirstRow">The first row, from 1, the header not counted.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Text">The text.</param>
/// <param name="Given">The label that stands there, by the question's name for it; null for one that the question does not have.</param>
/// <param name="Answer">The right one.</param>
public sealed record LabelMistake(string Column, long FirstRow, long Rows, string Text, string? Given, string Answer);
