using LeadScout.Application.Jobs;
using LeadScout.Jobs;

namespace LeadScout.Cli.Arguments;

/// <summary>Whom a command asks: a teacher named in a file, with what the file says of it, or one named outright. What the command line says goes before the file.</summary>
internal static class TeacherChoice
{
    /// <param name="file">The file with named teachers, or null.</param>
    /// <param name="said">What the command line says; the name null where it says none.</param>
    /// <param name="byDefault">Who is asked when nobody is named.</param>
    /// <exception cref="BadInputException">The file is wrong, or has no such teacher.</exception>
    public static NamedTeacher Of(string? file, (string? Name, string? Url, TeacherSettings Settings, StatedPrices Prices) said, Func<string> byDefault)
    {
        if (file is null || said.Name?.Contains(':', StringComparison.Ordinal) == true)
        {
            return new NamedTeacher(said.Name ?? byDefault(), said.Url, said.Settings, said.Prices);
        }

        var known = TeacherFile.Read(file);
        var name = said.Name ?? (known.Count == 1 ? known.Keys.First() : throw new BadInputException($"Which teacher of {file}? Name one with --teacher: {string.Join(", ", known.Keys)}."));
        if (!known.TryGetValue(name, out var named))
        {
            throw new BadInputException($"There is no teacher '{name}' in {file}. There is: {string.Join(", ", known.Keys)}.");
        }

        return new NamedTeacher(
            named.Teacher,
            said.Url ?? named.Url,
            said.Settings.Over(named.Settings),
            said.Prices.Input is not null ? said.Prices : named.Prices with { Table = said.Prices.Table });
    }
}
