namespace LeadScout.Messages;

/// <summary>Something that a user can do, where setting something is not enough.</summary>
public enum UserAction
{
    /// <summary>Make a key for a server: its name.</summary>
    AddKey,

    /// <summary>Copy a database, whose name this is, to another.</summary>
    CopyStore,

    /// <summary>Correct answers from a file of texts and labels.</summary>
    CorrectAnswers,

    /// <summary>Give up a job: its id.</summary>
    DeleteJob,

    /// <summary>See what is wrong with a database: its path.</summary>
    ExamineStore,

    /// <summary>Write the answers to a file: its name.</summary>
    ExportAnswers,

    /// <summary>Forget the answers older than so many days: their number.</summary>
    ForgetAnswers,

    /// <summary>Take in answers from a file.</summary>
    ImportAnswers,

    /// <summary>See which jobs there are.</summary>
    ListJobs,

    /// <summary>See which patterns there are.</summary>
    ListPatterns,

    /// <summary>Write a question file that can be filled in.</summary>
    NewQuestion,

    /// <summary>Go on with a job: its id.</summary>
    ResumeJob,

    /// <summary>Say that calls of unknown fate cost what was measured: the job's id.</summary>
    SettleJob,

    /// <summary>Begin a job.</summary>
    StartJob,

    /// <summary>Try it without a key and without cost.</summary>
    TryDemo,
}
