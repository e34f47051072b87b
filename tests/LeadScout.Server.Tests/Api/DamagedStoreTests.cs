using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Server.Tests.Api;

public sealed class DamagedStoreTests
{
    [Fact]
    public async Task A_damaged_record_is_a_fault_of_the_storage_and_not_of_who_asks()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.SampleJobAsync();
        await using (var database = new SqliteConnection($"Data Source={trial.Folder["leadscout.db"]};Pooling=False"))
        {
            await database.OpenAsync(ServerTrial.Gone);
            await using var damage = database.CreateCommand();
            damage.CommandText = """UPDATE job SET report = '{"rows":"many"}'""";
            Assert.Equal(1, await damage.ExecuteNonQueryAsync(ServerTrial.Gone));
        }

        var problem = await trial.GetAsync("/api/v1/jobs", 503);

        Assert.Equal("storage-unavailable", problem.Text("code"));
        Assert.Contains("leadscout doctor", problem.Text("detail"), StringComparison.Ordinal);
    }
}
