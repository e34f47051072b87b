namespace LeadScout.Texts;

/// <summary>
/// The lessons whose texts carry a pattern. Most patterns of a list are in one text only: these cost no allocation beyond
/// their name.
/// </summary>
internal struct PostingList(FeatureKind kind, int first)
{
    private readonly int _first = first;
    private int[]? _rest;

    public readonly FeatureKind Kind => kind;

    public int Count { get; private set; } = 1;

    public readonly int this[int at] => at == 0 ? _first : _rest![at - 1];

    /// <summary>Adds a lesson that comes after all earlier ones; the same one again changes nothing.</summary>
    public void Add(int lesson)
    {
        if (this[Count - 1] == lesson)
        {
            return;
        }

        _rest ??= new int[1];
        if (_rest.Length < Count)
        {
            Array.Resize(ref _rest, Count * 2);
        }

        _rest[Count - 1] = lesson;
        Count++;
    }
}
