using LeadScout.Postgres;

namespace LeadScout;

/// <summary>Lets a <see cref="LeadScoutClient"/> keep what it learns in a PostgreSQL database that others share.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Keeps answers, calls and jobs in this database, in a schema of its own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="address">As in <c>postgres://user@host/name</c>, without a password: that is taken from <c>PGPASSWORD</c> or from a password
    /// file.</param>
    /// <param name="secret">What the keys of a database without texts are made under; null for none.</param>
    public static LeadScoutBuilder UsePostgres(this LeadScoutBuilder builder, string address, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        return builder.UseStore(_ => PostgresStore.OpenAsync(address, secret: secret).GetAwaiter().GetResult());
    }
}
