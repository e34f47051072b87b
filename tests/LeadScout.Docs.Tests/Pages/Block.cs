namespace LeadScout.Docs.Tests.Pages;

/// <summary>A block of code in a document.</summary>
/// <param name="Document">Its path in the repository.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">What the fence says it is; "" for none.</param>
/// <param name="Text">What stands between the fences.</param>
/// <param name="Comment">The HTML comment just above it, without its marks; "" for none.</param>
/// <param name="Previous">The block of the document before it, if only a comment stands between them.</param>
internal sealed record Block(string Document, int Line, string Language, string Text, string Comment, Block? Previous)
{
    /// <summary>A drawing or a formula: there is nothing to run.</summary>
    public bool IsPicture => Comment == "picture";

    public override string ToString() => $"{Document}:{Line} ({(Language.Length == 0 ? "no language" : Language)})";
}
