namespace LeadScout.Texts;

/// <summary>Reads the features of one text after another. Not thread safe: it reuses its buffer.</summary>
internal sealed class FeatureReader
{
    private const int ShortestNgram = 2;
    private const int LongestNgram = 5;
    private const int LongestWord = 64;
    private const int ShortestWithSilentS = 4;
    private char[] _buffer = new char[512];

    /// <summary>Receives one occurrence of a feature; <paramref name="name"/> is only valid during the call.</summary>
    public delegate void Sink(FeatureKind kind, ReadOnlySpan<char> name);

    public void Read(string text, Sink sink)
    {
        string previous = "";
        foreach (string whole in Words.Split(text))
        {
            string word = whole.Length > LongestWord ? whole[..LongestWord] : whole;
            string folded = Words.Fold(word);
            Emit(sink, FeatureKind.Word, word);
            if (!string.Equals(folded, word, StringComparison.Ordinal))
            {
                Emit(sink, FeatureKind.ScriptFolded, folded);
            }

            if (previous.Length > 0)
            {
                Emit(sink, FeatureKind.Words, previous, " ", folded);
            }

            EmitSound(sink, folded);
            if (HasSilentS(folded))
            {
                EmitSound(sink, folded[..^1]);
            }

            EmitNgrams(sink, folded);
            previous = folded;
        }
    }

    /// <summary>A final s may be a plural's or join a compound (sales, Vertriebs-): such a word also sounds like the one without it.</summary>
    private static bool HasSilentS(string folded) => folded.Length >= ShortestWithSilentS && folded[^1] == 's' && folded[^2] != 's';

    private void EmitSound(Sink sink, string folded)
    {
        Span<char> key = folded.Length <= 256 ? stackalloc char[folded.Length] : new char[folded.Length];
        int length = SoundKey.Write(folded, key);
        if (length > 1)
        {
            Emit(sink, FeatureKind.Sound, key[..length]);
        }
    }

    private void EmitNgrams(Sink sink, string folded)
    {
        string bordered = $"-{folded}-";
        for (int size = ShortestNgram; size <= LongestNgram; size++)
        {
            for (int at = 0; at + size <= bordered.Length; at++)
            {
                Emit(sink, FeatureKind.Ngram, bordered.AsSpan(at, size));
            }
        }
    }

    private void Emit(Sink sink, FeatureKind kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second = default, ReadOnlySpan<char> third = default)
    {
        string prefix = kind.Prefix();
        int length = prefix.Length + first.Length + second.Length + third.Length;
        if (_buffer.Length < length)
        {
            _buffer = new char[length * 2];
        }

        Span<char> name = _buffer.AsSpan(0, length);
        prefix.CopyTo(name);
        first.CopyTo(name[prefix.Length..]);
        second.CopyTo(name[(prefix.Length + first.Length)..]);
        third.CopyTo(name[(prefix.Length + first.Length + second.Length)..]);
        sink(kind, name);
    }
}
