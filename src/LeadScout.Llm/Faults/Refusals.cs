using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>Which failures were refused before any work, so that nobody charges for them.</summary>
internal static class Refusals
{
    /// <summary>
    /// Whether a status may stand for work that is charged. A client's error is refused at the door; a gateway that gave up waiting (408,
    /// 424, 499, 5xx) does not know what became of the call, and Anthropic's 529 says nothing about its bill either. 409 tells of a call
    /// that met another.
    /// </summary>
    public static bool MayBeBilled(int status) => status is 408 or 409 or 424 or 499 or >= 500;

    /// <summary>
    /// Whether Azure may charge for a prompt that its filter refused: it has then read it, and its documentation says that calls with
    /// status 400 count.
    /// </summary>
    public static bool MayBeBilled(string teacher, FaultCause cause) =>
        cause == FaultCause.Content && teacher.StartsWith("azure", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for an error without a status of its own, told where an answer was expected: by what it says.</summary>
    public static bool MayBeBilled(TeacherFaultKind kind) =>
        kind is not (
            TeacherFaultKind.KeyRefused or TeacherFaultKind.NotFound or TeacherFaultKind.RateLimited or TeacherFaultKind.TooLong or TeacherFaultKind.BadRequest);
}
