using System.Text;

namespace LeadScout.Files.Parquet;

/// <summary>A column of a file's root, as its schema says it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">Its schema element; those of columns inside it follow.</param>
/// <param name="Leaf">Its place among the columns that hold values themselves, if it is one of them; -1 otherwise.</param>
/// <param name="Meaning">What its values mean.</param>
internal sealed record ParquetColumn(string Name, ThriftStruct Element, int Leaf, ParquetMeaning Meaning)
{
    // Field ids of parquet.thrift's SchemaElement.
    private const short Type = 1, TypeLength = 2, Repetition = 3, NameId = 4, Children = 5;

    private const int Repeated = 2, LastType = 7;

    /// <summary>The bytes of a value, where the column says how many all have; 0 otherwise.</summary>
    public int Width => (int)Math.Clamp(Element.Number(TypeLength), 0, int.MaxValue);

    /// <summary>Whether a value may be null.</summary>
    public bool IsOptional => Element.Number(Repetition) != 0;

    /// <summary>The columns of the root, in order.</summary>
    /// <param name="schema">All elements, depth first, the root before all.</param>
    /// <exception cref="InvalidDataException">The elements are no tree.</exception>
    public static List<ParquetColumn> Of(List<ThriftValue> schema)
    {
        if (schema.Count == 0)
        {
            throw new InvalidDataException("There is no schema.");
        }

        var (columns, leaves, at) = (new List<ParquetColumn>(), 0, 1);
        while (at < schema.Count)
        {
            var element = schema[at].Struct ?? throw new InvalidDataException("The schema can't be read.");
            var isFlat = element[Type] is not null && element.Number(Children) == 0 && element.Number(Repetition) != Repeated;
            columns.Add(new ParquetColumn(NameOf(element), element, isFlat ? leaves : -1, ParquetMeaning.Of(element)));
            Skip(schema, ref at, ref leaves);
        }

        return columns;
    }

    /// <summary>A schema element that says nothing of what the values mean.</summary>
    /// <param name="name">The name that the column has in it.</param>
    /// <exception cref="InvalidDataException">They are stored in no way that is known.</exception>
    public ThriftStruct Plain(string name) => Element.Number(Type) is >= 0 and <= LastType
        ? new ThriftStruct
        {
            [Type] = ThriftValue.Int32(Element.Number(Type)),
            [TypeLength] = Element[TypeLength] is null ? null : ThriftValue.Int32(Element.Number(TypeLength)),
            [Repetition] = ThriftValue.Int32(IsOptional ? 1 : 0),
            [NameId] = ThriftValue.Text(name),
        }
        : throw new InvalidDataException(
            FormattableString.Invariant($"The column '{Name}' has a type that is not known (number {Element.Number(Type)})."));

    private static string NameOf(ThriftStruct element) => Encoding.UTF8.GetString(element[NameId]?.Bytes ?? []);

    private static void Skip(List<ThriftValue> schema, ref int at, ref int leaves)
    {
        for (var open = 1L; open > 0; open--)
        {
            var element = at < schema.Count ? schema[at++].Struct : null;
            var children = element?.Number(Children) ?? -1;
            if (children < 0 || children > schema.Count)
            {
                throw new InvalidDataException("The schema says of more columns than it has.");
            }

            leaves += element![Type] is null ? 0 : 1;
            open += children;
        }
    }
}
