using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace LeadScout.Fuzz.Engine;

/// <summary>
/// Where instrumented code counts the edges that it takes, and which of them, how often, were ever seen. What SharpFuzz has not instrumented
/// counts nothing. There is one for the process, because the instrumented code knows of one. Not thread-safe.
/// </summary>
internal sealed unsafe class EdgeMap
{
    private const int Length = 1 << 16; // SharpFuzz's own

    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Length);

    private readonly byte[] _seen = new byte[Length];

    /// <summary>Edges that were seen so far.</summary>
    public int Edges { get; private set; }

    /// <summary>Gives the instrumented code its place to count in. Must come before any of it runs.</summary>
    public static void Attach() => Trace.SharedMem = Counts;

    /// <summary>Forgets what was counted, before the next run.</summary>
    public static void Clear()
    {
        NativeMemory.Clear(Counts, Length);
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the last run took an edge, or took one so often, as none did before; remembered from now on.</summary>
    public bool TakeNew()
    {
        var isNew = false;
        for (var at = 0; at < Length; at += sizeof(ulong))
        {
            if (*(ulong*)(Counts + at) == 0)
            {
                continue;
            }

            for (var edge = at; edge < at + sizeof(ulong); edge++)
            {
                var times = Bucket(Counts[edge]);
                if ((times & ~_seen[edge]) != 0)
                {
                    isNew = true;
                    Edges += _seen[edge] == 0 ? 1 : 0;
                    _seen[edge] |= times;
                }
            }
        }

        return isNew;
    }

    // AFL's classes: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more.
    private static byte Bucket(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
