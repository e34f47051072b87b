using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>Whose database a file is, which version of the schema it has, and how it gets to the newest.</summary>
internal static class Schema
{
    /// <summary>The <c>user_version</c> that the last migration sets.</summary>
    public const long Version = 11;

    /// <summary>'LEad' in the file's header says that it is ours.</summary>
    public const long ApplicationId = 0x4C456164;

    /// <summary>Refuses a file that this program must not touch or can't read.</summary>
    /// <returns>The version of its schema, 0 when it is empty.</returns>
    /// <exception cref="BadInputException">Another application's, a newer version's.</exception>
    public static long Check(SqliteConnection connection, string name)
    {
        long applicationId = (long)connection.Value("PRAGMA application_id")!;
        bool isEmpty = (long)connection.Value("SELECT count(*) FROM sqlite_schema")! == 0;
        if (applicationId != ApplicationId && !(applicationId == 0 && isEmpty))
        {
            throw new BadInputException(
                $"{name} is an SQLite database, but not one of LeadScout's: it was left as it is. Use {Setting.Store} with another file.");
        }

        long version = (long)connection.Value("PRAGMA user_version")!;
        return version <= Version ? version : throw new BadInputException(
            $"{name} was written by a newer LeadScout: its schema is version {version}, this program knows versions up to {Version}. "
            + $"Update LeadScout, or use {Setting.Store} with another file.");
    }

    /// <summary>Runs the migrations that the database has not seen, all in one transaction.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To.SqliteDatabase(shared)
            .JournalToSqliteTable("schema_version")
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            if (result.Error is SqliteException fault && StorageFault.Explain("", fault) is not null)
            {
                ExceptionDispatchInfo.Throw(result.Error); // the disk's fault, for whoever knows the file's name
            }

            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }
}
