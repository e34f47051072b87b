namespace LeadScout.Application.Reports;

/// <summary>What went to another tool, or came back. Names are part of the command line's contract.</summary>
/// <param name="List">The labelled list.</param>
/// <param name="Question">The question's name.</param>
/// <param name="File">The file with the tasks.</param>
/// <param name="Tasks">Tasks in it.</param>
/// <param name="Added">Texts whose label is new.</param>
/// <param name="Known">Texts whose label a person had given before.</param>
/// <param name="Disputed">Texts that people label differently; left out.</param>
/// <param name="Unlabelled">Tasks that nobody labelled.</param>
/// <param name="Foreign">Tasks whose text is not in the list; left out.</param>
public sealed record ReviewExchangeDocument(
    string List, string Question, string File, int Tasks, int Added, int Known, int Disputed, int Unlabelled, int Foreign);
