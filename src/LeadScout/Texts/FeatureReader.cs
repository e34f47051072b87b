using System.Text;

namespace LeadScout.Texts;

/// <summary>
/// Reads the features of one text after another; of words in ASCII without allocation. Not thread safe: it reuses its buffers.
/// </summary>
internal sealed class FeatureReader
{
    private const int ShortestNgram = 2;
    private const int LongestNgram = 5;
    private const int LongestWord = 64;
    private const int ShortestWithSilentS = 4;
    private char[] _buffer = new char[512];
    private Ngram[] _ngrams = new Ngram[512];

    /// <summary>
    /// Receives one occurrence of a feature; <paramref name="name"/> has the kind's prefix and is only valid during the call.
    /// </summary>
    internal delegate void Sink(FeatureKind kind, ReadOnlySpan<char> name);

    /// <summary>Reads the features of a normalised text by their readable names.</summary>
    public void Read(string text, Sink sink)
    {
        var naming = new NamingSink(sink);
        Read(text, ref naming);
    }

    /// <summary>Reads the features of a normalised text.</summary>
    public void Read<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        ReadOnlySpan<char> previous = "";
        for (int at = 0; Words.TryNext(text, ref at, out ReadOnlySpan<char> whole);)
        {
            ReadOnlySpan<char> word = whole.Length > LongestWord ? whole[..LongestWord] : whole;
            ReadOnlySpan<char> folded = Ascii.IsValid(word) ? word : Words.Fold(word.ToString());
            sink.Take(FeatureKind.Word, word);
            if (!folded.SequenceEqual(word))
            {
                sink.Take(FeatureKind.ScriptFolded, folded);
            }

            if (previous.Length > 0)
            {
                sink.Take(FeatureKind.Words, Joined(previous, folded));
            }

            TakeSound(ref sink, folded);
            if (HasSilentS(folded))
            {
                TakeSound(ref sink, folded[..^1]);
            }

            TakeNgrams(ref sink, folded);
            previous = folded;
        }
    }

    /// <summary>
    /// A final s may be a plural's or join a compound (sales, Vertriebs-): such a word also sounds like the one without it.
    /// </summary>
    private static bool HasSilentS(ReadOnlySpan<char> folded) =>
        folded.Length >= ShortestWithSilentS && folded[^1] == 's' && folded[^2] != 's';

    private void TakeSound<TSink>(ref TSink sink, ReadOnlySpan<char> folded)
        where TSink : struct, IFeatureSink
    {
        Span<char> key = Room(folded.Length);
        int length = SoundKey.Write(folded, key);
        if (length > 1)
        {
            sink.Take(FeatureKind.Sound, key[..length]);
        }
    }

    private void TakeNgrams<TSink>(ref TSink sink, ReadOnlySpan<char> folded)
        where TSink : struct, IFeatureSink
    {
        Span<char> bordered = Room(folded.Length + 2);
        bordered[0] = bordered[^1] = '-';
        folded.CopyTo(bordered[1..]);
        if (folded.ContainsAnyExceptInRange('\0', '\xFF'))
        {
            TakeForeignNgrams(ref sink, bordered);
            return;
        }

        // The n-grams of one size are those of the size before with one more character each.
        Span<Ngram> ngrams = _ngrams.AsSpan(0, bordered.Length);
        for (int at = 0; at < bordered.Length; at++)
        {
            ngrams[at] = Ngram.Empty.Then(bordered[at]);
        }

        for (int size = ShortestNgram; size <= LongestNgram && size <= bordered.Length; size++)
        {
            ReadOnlySpan<char> last = bordered[(size - 1)..];
            for (int at = 0; at < last.Length; at++)
            {
                Ngram ngram = ngrams[at].Then(last[at]);
                ngrams[at] = ngram;
                sink.Take(ngram);
            }
        }
    }

    /// <summary>Of a word with a character that folding knows no Latin letters for.</summary>
    private static void TakeForeignNgrams<TSink>(ref TSink sink, ReadOnlySpan<char> bordered)
        where TSink : struct, IFeatureSink
    {
        for (int size = ShortestNgram; size <= LongestNgram; size++)
        {
            for (int at = 0; at + size <= bordered.Length; at++)
            {
                sink.Take(FeatureKind.Ngram, bordered.Slice(at, size));
            }
        }
    }

    private Span<char> Joined(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        Span<char> joined = Room(first.Length + 1 + second.Length);
        first.CopyTo(joined);
        joined[first.Length] = ' ';
        second.CopyTo(joined[(first.Length + 1)..]);
        return joined;
    }

    private Span<char> Room(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = new char[length * 2];
            _ngrams = new Ngram[length * 2];
        }

        return _buffer.AsSpan(0, length);
    }

    private readonly struct NamingSink(Sink sink) : IFeatureSink
    {
        public void Take(FeatureKind kind, ReadOnlySpan<char> name) => sink(kind, string.Concat(kind.Prefix(), name));

        public void Take(Ngram ngram) => Take(FeatureKind.Ngram, ngram.ToString());
    }
}
