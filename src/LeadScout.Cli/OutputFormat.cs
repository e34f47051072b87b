namespace LeadScout.Cli;

/// <summary>For whom standard output is.</summary>
internal enum OutputFormat
{
    /// <summary>A person.</summary>
    Text = 0,

    /// <summary>A program: one JSON document and nothing else.</summary>
    Json,
}
