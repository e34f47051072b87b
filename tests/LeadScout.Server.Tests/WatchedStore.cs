using System.Reflection;
using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.Stores;

namespace LeadScout.Server.Tests;

/// <summary>A database that other processes share, whose every use a test sees, and may hold back, fail, or answer itself.</summary>
public class WatchedStore : DispatchProxy
{
    private SqliteStore _store = null!;
    private Watch _watch = null!;

    /// <summary>Sees a use of the store.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="call">Calls it, and gives what it returns.</param>
    /// <returns>What the caller gets.</returns>
    public delegate object? Watch(string method, Func<object?> call);

    /// <summary>A watched one over a store.</summary>
    public static TStore Over<TStore>(SqliteStore store, Watch watch)
        where TStore : class, IDatabase
    {
        var watched = Create<TStore, WatchedStore>();
        ((WatchedStore)(object)watched)._store = store;
        ((WatchedStore)(object)watched)._watch = watch;
        return watched;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == "get_" + nameof(IDatabase.IsShared)
        ? true
        : _watch(targetMethod.Name, () => targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null));
}
