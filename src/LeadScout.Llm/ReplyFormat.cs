namespace LeadScout.Llm;

/// <summary>
/// How a server is told what form its reply must have. Whatever is sent, the form is described in the prompt, and a reply is judged alike.
/// </summary>
public enum ReplyFormat
{
    /// <summary>The strictest that the server takes: it is tried from the top, and what the server takes is remembered.</summary>
    Auto,

    /// <summary>The reply's JSON schema.</summary>
    Schema,

    /// <summary>Any JSON object.</summary>
    JsonObject,

    /// <summary>Nothing: the prompt alone says it.</summary>
    None,
}
