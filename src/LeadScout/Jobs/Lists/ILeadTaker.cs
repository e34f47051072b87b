namespace LeadScout.Jobs.Lists;

/// <summary>Who follows a reader lead by lead, on the thread that reads.</summary>
public interface ILeadTaker : IDisposable
{
    /// <summary>Takes over the lead that the reader (the one this was made for) stands on, so that the reader may go on.</summary>
    void Take();

    /// <summary>
    /// Takes over what stands behind the last lead, once the reader has said that there is none left. Where it is not called (a job over
    /// the first rows), the list ends, for this one, with the last lead taken.
    /// </summary>
    void TakeEnd();
}
