using DuckDB.NET.Data;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Integrations;

/// <summary>The SQL of the dbt example runs in DuckDB over the columns that LeadScout writes.</summary>
public sealed class DbtTests
{
    [Fact]
    public void The_model_counts_the_labels_of_the_table_that_LeadScout_writes()
    {
        var sql = Repository.Read("samples/integrations/dbt/models/department_counts.sql")
            .Replace("{{ source('leadscout', 'leads_by_department') }}", "leads_by_department", StringComparison.Ordinal);
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """
            CREATE TABLE leads_by_department AS SELECT * FROM (VALUES
                ('CFO', 'Finance', 1.0, 'teacher'), ('CEO', 'Management', 0.9, 'student'), ('CFO', 'Finance', 0.9, 'student'), ('?', NULL, NULL, 'undecided:failed'))
                AS t (title, department, department_confidence, department_source);
            """;
        command.ExecuteNonQuery();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var counts = new List<string>();
        while (reader.Read())
        {
            counts.Add($"{reader.GetString(0)} {reader.GetValue(1)} {reader.GetValue(2)}");
        }

        Assert.Equal(["Finance 2 1", "Management 1 1"], counts);
    }
}
