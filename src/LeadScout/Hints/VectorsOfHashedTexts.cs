using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>Whether a database that keeps keys in place of texts may keep vectors.</summary>
internal static class VectorsOfHashedTexts
{
    /// <summary>Refuses what nobody has agreed to.</summary>
    /// <param name="keys">The database's.</param>
    /// <param name="areKept">Whether somebody has agreed to their being kept.</param>
    /// <exception cref="BadInputException">It keeps no texts, and nobody has.</exception>
    public static void Check(TextKeys keys, bool areKept)
    {
        if (!areKept && keys.Fingerprint is not null)
        {
            throw new BadInputException(
                $"This database keeps keys in place of texts, so it keeps no vectors either: what a text means says much of what it is. "
                + $"Leave {Setting.Embeddings} out, use {Setting.Store} with a database that keeps texts, or have the vectors kept all the same with {Setting.KeepVectors}.");
        }
    }
}
