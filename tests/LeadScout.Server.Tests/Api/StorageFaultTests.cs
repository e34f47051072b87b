using LeadScout.Server.Api;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Server.Tests.Api;

public sealed class StorageFaultTests
{
    [Fact]
    public void A_full_disk_is_known_from_one_that_fails()
    {
        Assert.True(StorageFault.IsFull(new SqliteException("full", 13)));
        Assert.True(StorageFault.IsFull(new IOException("No space left on device", 28)));
        Assert.True(StorageFault.IsFull(new IOException("There is not enough space on the disk.", unchecked((int)0x80070070))));
        Assert.False(StorageFault.IsFull(new SqliteException("disk I/O error", 10)));
        Assert.False(StorageFault.IsFull(new UnauthorizedAccessException()));
        Assert.False(StorageFault.IsFull(null));
    }
}
