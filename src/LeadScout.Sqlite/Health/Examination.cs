using System.Collections.Immutable;
using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Sqlite.Disk;

namespace LeadScout.Sqlite.Health;

/// <summary>What an examination came to.</summary>
/// <param name="Database">The database.</param>
/// <param name="Answers">Answers that can be read as they were written.</param>
/// <param name="Findings">What was found; nothing wrong in a healthy one.</param>
/// <param name="Saved">What was saved, where that was wanted.</param>
public sealed record Examined(string Database, long Answers, ImmutableArray<Finding> Findings, Saved? Saved)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsHealthy => Findings.All(finding => !finding.IsDamage);
}

/// <summary>
/// Examines a database that may be damaged, without changing a byte of it: the file, its log, its pages, its answers, its ledger. Works
/// also on one that no
/// other command opens.
/// </summary>
public static class Examination
{
    /// <param name="path">The database.</param>
    /// <param name="salvage">Path of a new database for everything that can be read; null for none.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="BadInputException">It is not there, not LeadScout's, or in use; or what was saved can't be written.</exception>
    public static Examined Run(string path, string? salvage, CancellationToken interrupt)
    {
        if (!File.Exists(path))
        {
            throw new BadInputException($"There is no database {path}. Name it with {Setting.Store}.");
        }

        try
        {
            using var held = Hold(path);
            var real = RealPath.Of(path);
            LogPlace.Require(real);
            using var pages = new DatabasePages(real);
            using var copy = new ReadableCopy(real, pages);
            var findings = new List<Finding>();
            FileCheck.Run(pages, copy, path, findings);
            interrupt.ThrowIfCancellationRequested();
            var answers = AnswerCheck.Run(pages, copy, findings, interrupt);
            if (copy.IsReadable)
            {
                LedgerCheck.Run(copy.Connection, findings);
            }

            var saved = salvage is null ? null : Salvage.Run(pages, copy, salvage, interrupt);
            return new Examined(path, answers, [.. findings], saved);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} can't be examined: {e.Message}", e);
        }
    }

    /// <summary>Keeps writers away meanwhile; null where the file may only be read, so that there are none.</summary>
    private static DatabaseFile? Hold(string path)
    {
        try
        {
            return DatabaseFile.OpenWriter(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
