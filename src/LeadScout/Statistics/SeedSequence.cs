using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadScout.Statistics;

/// <summary>
/// The seeds of everything that one job, or one stream, draws by chance. They are hashed from the user's seed, from who draws, and from the
/// state of the log at the start: new for every job of a database, so that no student can have learned from what the same random numbers
/// drew before; and always the same for the same state. (SHA-256 stands in for a random function. The name and the idea of one source of
/// entropy with spawned keys are NumPy's.) Immutable.
/// </summary>
internal sealed class SeedSequence
{
    private readonly string _entropy;

    private SeedSequence(string entropy) => _entropy = entropy;

    /// <summary>The seeds of one who draws.</summary>
    /// <param name="seed">The user's.</param>
    /// <param name="drawer">Who draws: for a question of a job, both. No two that learn from one log may have the same.</param>
    /// <param name="logPosition">The position of the newest answer that was in the log when it started; 0 for none.</param>
    public static SeedSequence Of(ulong seed, string drawer, long logPosition) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{seed}\0{logPosition}\0{drawer}"));

    /// <summary>The seed of one kind of draws.</summary>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="attempt">Its running number, where the same is drawn anew.</param>
    public ulong Spawn(string purpose, int attempt = 0)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{_entropy}\0{purpose}\0{attempt}");
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
