namespace LeadScout.Files.Parquet;

/// <summary>
/// A structure of the Thrift compact protocol: its fields by id, whatever they mean. What is not known here is kept, and written again as
/// it was read.
/// </summary>
internal sealed class ThriftStruct
{
    private readonly SortedDictionary<short, ThriftValue> _fields = [];

    /// <summary>The fields in order of their ids.</summary>
    public IEnumerable<KeyValuePair<short, ThriftValue>> Fields => _fields;

    /// <summary>A field; null when it is missing.</summary>
    public ThriftValue? this[short id]
    {
        get => _fields.GetValueOrDefault(id);
        set
        {
            if (value is null)
            {
                _fields.Remove(id);
            }
            else
            {
                _fields[id] = value;
            }
        }
    }

    /// <summary>A whole number, 0 when it is missing.</summary>
    public long Number(short id) => _fields.TryGetValue(id, out var value) ? value.Number : 0;

    /// <summary>Adds to a whole number that may be missing, in which case it stays so.</summary>
    public void Increase(short id, long by)
    {
        if (_fields.TryGetValue(id, out var value))
        {
            _fields[id] = value with { Number = value.Number + by };
        }
    }

    /// <summary>The elements of a list of structures; empty when it is missing.</summary>
    /// <exception cref="InvalidDataException">It is no list of structures.</exception>
    public List<ThriftValue> List(short id) => _fields.TryGetValue(id, out var value) ? Structs(value) : [];

    private static List<ThriftValue> Structs(ThriftValue value) =>
        value.Elements is { } elements && (elements.Count == 0 || value.ElementType == ThriftType.Struct)
            ? elements
            : throw new InvalidDataException("The footer can't be read.");
}
