namespace LeadScout.Messages;

/// <summary>
/// Something that a user can set, by the library's word. A command line calls it an option, an HTTP API a field, a form a label.
/// </summary>
public enum Setting
{
    /// <summary>Which of the list's columns is asked about.</summary>
    Column,

    /// <summary>The folder of a server's own files.</summary>
    DataFolder,

    /// <summary>What separates a CSV's columns.</summary>
    Delimiter,

    /// <summary>What lets the student see what the texts mean.</summary>
    Embeddings,

    /// <summary>What the service that embeds charges for a million tokens.</summary>
    EmbeddingPrice,

    /// <summary>Where the service that embeds is.</summary>
    EmbeddingUrl,

    /// <summary>A CSV's encoding.</summary>
    Encoding,

    /// <summary>Who is asked what the first teacher gives no usable answer to.</summary>
    Escalate,

    /// <summary>What that teacher charges for a million input tokens.</summary>
    EscalatePriceIn,

    /// <summary>What that teacher charges for a million output tokens.</summary>
    EscalatePriceOut,

    /// <summary>Where that teacher is.</summary>
    EscalateUrl,

    /// <summary>Which row is the header, from 1.</summary>
    HeaderRow,

    /// <summary>Which of the list's columns say something cheap about a lead.</summary>
    Hint,

    /// <summary>What the list is, where its name does not say it.</summary>
    InputFormat,

    /// <summary>Which of the list's columns holds labels that are put to the proof.</summary>
    LabelColumn,

    /// <summary>Which of the question's labels another name means.</summary>
    LabelMap,

    /// <summary>Which of the list's columns holds labels that are kept.</summary>
    Keep,

    /// <summary>Whether a database that keeps no texts keeps their vectors all the same.</summary>
    KeepVectors,

    /// <summary>When an answer may be used for later rows.</summary>
    Learn,

    /// <summary>The most texts that are drawn to put labels to the proof.</summary>
    MaxAudits,

    /// <summary>The most that may be spent.</summary>
    MaxCost,

    /// <summary>What the column with the labels is called in the result.</summary>
    OutColumn,

    /// <summary>Where a result or an export goes.</summary>
    Output,

    /// <summary>How long to wait for a teacher that gives no answer.</summary>
    Patience,

    /// <summary>What the teacher charges for a million input tokens.</summary>
    PriceIn,

    /// <summary>What the teacher charges for a million output tokens.</summary>
    PriceOut,

    /// <summary>A table with the prices of models.</summary>
    PriceTable,

    /// <summary>What is asked about every lead.</summary>
    Question,

    /// <summary>What a CSV's fields are quoted with.</summary>
    Quote,

    /// <summary>Which of the labels that a list has are decided anew.</summary>
    Reopen,

    /// <summary>Whether to ask again about texts that were given up.</summary>
    RetryFailed,

    /// <summary>How many texts one call carries.</summary>
    RowsPerCall,

    /// <summary>The new database that what can be read of a damaged one is saved to.</summary>
    Salvage,

    /// <summary>The workbook's sheet.</summary>
    Sheet,

    /// <summary>The database: where answers and jobs are kept.</summary>
    Store,

    /// <summary>Who is asked.</summary>
    Teacher,

    /// <summary>A header that goes along with every call to a teacher.</summary>
    TeacherHeader,

    /// <summary>Where the teacher is.</summary>
    TeacherUrl,

    /// <summary>A cheaper, slower tier of the provider's.</summary>
    Tier,

    /// <summary>What becomes of labels that the question does not have.</summary>
    UnknownLabels,
}
