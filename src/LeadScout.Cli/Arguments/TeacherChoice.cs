using LeadScout.Application.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Arguments;

/// <summary>
/// Whom a command asks: a teacher named in a file, with what the file says of it, or one named outright. What the command line says goes
/// before the file.
/// </summary>
internal static class TeacherChoice
{
    /// <param name="file">The file with named teachers, or null.</param>
    /// <param name="said">What the command line says; the name null where it says none.</param>
    /// <param name="byDefault">Who is asked when nobody is named.</param>
    /// <exception cref="BadInputException">The file is wrong, or has no such teacher.</exception>
    /// <returns>Its name in the file, null for one that is named outright; and whom it means.</returns>
    public static (string? KnownAs, NamedTeacher Asked) Of(
        string? file, (string? Name, string? Url, TeacherSettings Settings, StatedPrices Prices) said, Func<string> byDefault)
    {
        if (file is null || said.Name?.Contains(':', StringComparison.Ordinal) == true)
        {
            return (null, new NamedTeacher(said.Name ?? byDefault(), said.Url, said.Settings, said.Prices));
        }

        var known = TeacherFile.Read(file);
        var name = said.Name ?? (known.Count == 1 ? known.Keys.First() : throw new BadInputException($"Which LLM of {file}? Name one with --teacher: {string.Join(", ", known.Keys)}."));
        if (!known.TryGetValue(name, out var named))
        {
            throw new BadInputException($"There is no LLM '{name}' in {file}. There is: {string.Join(", ", known.Keys)}.");
        }

        return (name, new NamedTeacher(
            named.Teacher,
            said.Url ?? named.Url,
            said.Settings.Over(named.Settings),
            said.Prices.Input is not null ? said.Prices : named.Prices with { Table = said.Prices.Table })
        {
            Limits = named.Limits,
        });
    }

    /// <summary>
    /// A job's invocation with what a teachers file says by now: address, headers, prices, patience. The model and its temperature stay:
    /// others would make another job.
    /// </summary>
    /// <exception cref="BadInputException">The file is wrong, or does not have the job's teacher.</exception>
    public static JobInvocation Again(string file, JobInvocation job)
    {
        var known = TeacherFile.Read(file);
        var meant = job.TeacherKnownAs is { } name && known.TryGetValue(name, out var named)
            ? [named]
            : known.Values.Where(one => one.Teacher == job.Teacher).ToArray();
        if (meant is not [var teacher])
        {
            throw new BadInputException(
                $"{(meant.Length == 0 ? $"No LLM of {file} is" : $"Several LLMs of {file} are")} the job's, {job.Teacher}. "
                + $"There is: {string.Join(", ",
                known.Select(one => $"{one.Key} ({one.Value.Teacher})"))}. Leave --teachers out to go on as the job was told.");
        }

        if (teacher.Teacher != job.Teacher)
        {
            throw new BadInputException(
                $"'{job.TeacherKnownAs}' is {teacher.Teacher} in {file}, and was {job.Teacher} when the job began. Another model makes another job: give the classify command again.");
        }

        return job with
        {
            TeacherUrl = teacher.Url ?? job.TeacherUrl,
            Prices = teacher.Prices.Input is null ? job.Prices : teacher.Prices with { Table = job.Prices.Table },
            Limits = new RateLimits(teacher.Limits.RequestsPerMinute ?? job.Limits.RequestsPerMinute, teacher.Limits.TokensPerMinute ?? job.Limits.TokensPerMinute)
            {
                CallsAtOnce = teacher.Limits.CallsAtOnce ?? job.Limits.CallsAtOnce,
            },
            TeacherSettings = (teacher.Settings with { Temperature = job.TeacherSettings.Temperature }).Over(job.TeacherSettings),
        };
    }
}
