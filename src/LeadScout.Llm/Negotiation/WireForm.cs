namespace LeadScout.Llm.Negotiation;

/// <summary>Where a wish for the reply's form stands, by wire format.</summary>
internal enum WireForm
{
    /// <summary><c>response_format</c>: schema, strict or not, or any object.</summary>
    OpenAI,

    /// <summary><c>output_config.format</c>: a schema.</summary>
    Anthropic,

    /// <summary><c>format</c>: a schema, or <c>json</c>.</summary>
    Ollama,
}
