using LeadScout.StoreKit;

namespace LeadScout.Postgres.Tests;

public sealed class PostgresStoreContractTests(SharedServer shared) : StoreContract
{
    protected override async ValueTask<StoreHandle> OpenAsync() => await PostgresHandle.OpenAsync(shared);
}
