using LeadScout.Teaching.Spending;

namespace LeadScout.Cli;

/// <summary>What the process tells its caller. Part of the command line's contract: see the README.</summary>
internal static class ExitCode
{
    /// <summary>Done, and certified where a certificate was wanted.</summary>
    public const int Done = 0;

    /// <summary>A bug, or a world too broken to go on in.</summary>
    public const int InternalError = 1;

    /// <summary>Bad usage or bad input: nothing was asked; or the result can't be written, and what was paid for is kept.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by the spending limit, or by the most audits; can be resumed with more.</summary>
    public const int OutOfMoney = 3;

    /// <summary>The teacher can't be reached or refuses; can be resumed.</summary>
    public const int TeacherUnavailable = 4;

    /// <summary>More rows are wrong, or differ, than was allowed: that is proven.</summary>
    public const int Refuted = 5;

    /// <summary>Another process is at work on the job, or has taken it over; it goes on there.</summary>
    public const int HeldElsewhere = 6;

    /// <summary>Stopped by Ctrl-C; can be resumed.</summary>
    public const int Interrupted = 130;
}
