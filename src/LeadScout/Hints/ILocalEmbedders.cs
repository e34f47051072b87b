using LeadScout.Questions;

namespace LeadScout.Hints;

/// <summary>Opens encoders that run on this machine: what the add-on for embeddings brings. Thread-safe.</summary>
public interface ILocalEmbedders
{
    /// <summary>Loads an encoder.</summary>
    /// <param name="folder">The folder that holds it; null for the one that comes with the add-on.</param>
    /// <param name="cores">Cores that it may use, at least 1; the vectors are the same.</param>
    /// <exception cref="BadInputException">There is none that can be used.</exception>
    IEmbedder Open(string? folder, int cores);
}
