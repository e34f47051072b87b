using LeadScout.Application.Jobs;

namespace LeadScout.Cli.Agents;

/// <summary>What a person said when a session was started, and no agent can change.</summary>
/// <param name="Folder">Whose files may be named.</param>
/// <param name="Database">Where answers are.</param>
/// <param name="By">Under what name corrections are kept.</param>
/// <param name="TeacherArguments">How the teacher was named, as options of every command that asks.</param>
/// <param name="Named">Whom that means.</param>
internal sealed record AgentSettings(
    AllowedFolder Folder, string Database, string By, IReadOnlyList<string> TeacherArguments, Func<NamedTeacher> Named);
