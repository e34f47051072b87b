using System.Buffers;
using LeadScout.Questions;

namespace LeadScout.Files.Trails;

/// <summary>Added values as a format writes them. Not thread-safe.</summary>
internal interface IAddedCells
{
    /// <summary>Writes the values of the added columns.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="first">The part of the lead that they come behind.</param>
    /// <param name="added">The values.</param>
    /// <exception cref="BadInputException">The list's format can't hold one.</exception>
    void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> first, ReadOnlySpan<string> added);
}
