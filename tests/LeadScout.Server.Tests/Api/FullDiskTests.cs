using LeadScout.Server.Api;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Server.Tests.Api;

public sealed class FullDiskTests
{
    [Fact]
    public void A_full_disk_is_known_from_one_that_fails()
    {
        Assert.True(FullDisk.IsBehind(new SqliteException("full", 13)));
        Assert.True(FullDisk.IsBehind(new IOException("No space left on device", 28)));
        Assert.True(FullDisk.IsBehind(new IOException("There is not enough space on the disk.", unchecked((int)0x80070070))));
        Assert.False(FullDisk.IsBehind(new SqliteException("disk I/O error", 10)));
        Assert.False(FullDisk.IsBehind(new UnauthorizedAccessException()));
        Assert.False(FullDisk.IsBehind(null));
    }
}
