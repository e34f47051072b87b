using LeadScout.StoreKit;

namespace LeadScout.Sqlite.Tests;

public sealed class SqliteStoreContractTests : StoreContract
{
    protected override ValueTask<StoreHandle> OpenAsync() => new(new SqliteHandle());
}

/// <summary>The model keeps the contract that it stands for.</summary>
public sealed class InMemoryStoreContractTests : StoreContract
{
    protected override ValueTask<StoreHandle> OpenAsync() => new(new InMemoryHandle());
}
