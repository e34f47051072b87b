using System.Text;

namespace LeadScout.Fuzz.Engine;

/// <summary>Makes inputs of other inputs by chance: the same seed makes the same ones. Not thread-safe.</summary>
/// <param name="target">For its words and its longest input.</param>
/// <param name="random">Chance.</param>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    private static readonly byte[] Interesting = [0, 1, 9, 10, 13, 26, 32, 34, 39, 44, 59, 92, 123, 125, 127, 128, 0xC0, 0xD8, 0xEF, 0xFE, 0xFF];

    private readonly byte[][] _words = [.. target.Words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>An input like another, with something of a third.</summary>
    public byte[] Of(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        var changes = 1 << random.Next(5);
        for (var i = 0; i < changes; i++)
        {
            Change(bytes, other);
        }

        return bytes.Count <= target.MostBytes ? [.. bytes] : [.. bytes[..target.MostBytes]];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        switch (random.Next(11))
        {
            case 0 when bytes.Count > 0:
                bytes[At(bytes)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[At(bytes)] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2 when bytes.Count > 0:
                bytes[At(bytes)] += (byte)random.Next(-16, 17);
                break;
            case 3:
                bytes.Insert(random.Next(bytes.Count + 1), Interesting[random.Next(Interesting.Length)]);
                break;
            case 4 when bytes.Count > 1:
                var (from, length) = Range(bytes.Count);
                bytes.RemoveRange(from, length);
                break;
            case 5 when bytes.Count > 0:
                var (begin, some) = Range(bytes.Count);
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(begin, some));
                break;
            case 6 when other.Length > 0:
                var (start, count) = Range(other.Length);
                bytes.InsertRange(random.Next(bytes.Count + 1), other.AsSpan(start, count).ToArray());
                break;
            case 7 when bytes.Count > 0:
                Repeat(bytes);
                break;
            case 8 when bytes.Count > 0:
                Renumber(bytes);
                break;
            case 9 or 10 when _words.Length > 0:
                Say(bytes, _words[random.Next(_words.Length)]);
                break;
        }
    }

    private void Say(List<byte> bytes, byte[] word)
    {
        var at = random.Next(bytes.Count + 1);
        if (random.Next(2) == 0)
        {
            bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        }

        bytes.InsertRange(at, word);
    }

    private void Repeat(List<byte> bytes)
    {
        var (from, length) = Range(Math.Min(bytes.Count, 16));
        var times = Math.Min(1 << random.Next(9), target.MostBytes / length);
        bytes.InsertRange(from, Enumerable.Repeat(bytes.GetRange(from, length), times).SelectMany(part => part));
    }

    /// <summary>Puts another number in the place of one that is written out.</summary>
    private void Renumber(List<byte> bytes)
    {
        var at = At(bytes);
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        var end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        string[] numbers = ["0", "1", "-1", "2", "255", "65536", "1048577", "2147483647", "4294967296", "9223372036854775808", "1e400", "0.5"];
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.ASCII.GetBytes(numbers[random.Next(numbers.Length)]));
    }

    private int At(List<byte> bytes) => random.Next(bytes.Count);

    private (int From, int Length) Range(int count)
    {
        var from = random.Next(count);
        return (from, 1 + random.Next(Math.Min(count - from, 1 << random.Next(1, 9))));
    }
}
