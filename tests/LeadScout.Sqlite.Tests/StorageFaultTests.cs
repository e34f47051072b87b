using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class StorageFaultTests
{
    [Theory]
    [InlineData(5, "leads.db is held by another program", "Close it there")]
    [InlineData(8, "May not open or write leads.db", "permissions")]
    [InlineData(10, "The disk of leads.db failed (as told)", "run the same command again")]
    [InlineData(11, "leads.db is damaged (as told).", "backup")]
    [InlineData(13, "The disk of leads.db is full", "Free some space")]
    [InlineData(14, "May not open or write leads.db", "Store with another file")]
    [InlineData(26, "leads.db is not an SQLite database", "Store with another file")]
    public void What_the_user_can_mend_says_what_happened_and_what_to_do(int code, string what, string remedy)
    {
        string message = StorageFault.Explain("leads.db", new SqliteException("as told", code))!.ToString();
        Assert.StartsWith(what, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_the_program_is_not_explained_away() =>
        Assert.Null(StorageFault.Explain("leads.db", new SqliteException("constraint failed", 19)));
}
