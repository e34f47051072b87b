using System.Text.Encodings.Web;
using System.Text.Json;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.Reviews.Exchange;

/// <summary>Writes tasks in the form of another tool.</summary>
/// <param name="form">Whose.</param>
/// <param name="question">What is asked.</param>
/// <param name="agent">Who gave the labels so far, as the tool names a model.</param>
public sealed class ReviewTaskWriter(ExchangeForm form, Question question, string agent)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>Writes them all, as one JSON array in UTF-8.</summary>
    public void Write(Stream to, IEnumerable<ReviewTask> tasks)
    {
        using var json = new Utf8JsonWriter(to, Readable);
        json.WriteStartArray();
        foreach (var task in tasks)
        {
            json.WriteStartObject();
            if (form == ExchangeForm.LabelStudio)
            {
                WriteLabelStudio(json, task);
            }
            else
            {
                WriteArgilla(json, task);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteLabelStudio(Utf8JsonWriter json, ReviewTask task)
    {
        json.WriteStartObject("data");
        json.WriteString("text", task.Text);
        WriteFacts(json, task);
        json.WriteEndObject();
        json.WriteStartArray("predictions");
        if (task.Label is { } label)
        {
            json.WriteStartObject();
            json.WriteString("model_version", agent);
            json.WriteNumber("score", task.Confidence);
            json.WriteStartArray("result");
            json.WriteStartObject();
            json.WriteString("from_name", question.Name);
            json.WriteString("to_name", "text");
            json.WriteString("type", "choices");
            json.WriteStartObject("value");
            json.WriteStartArray("choices");
            json.WriteStringValue(label);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteArgilla(Utf8JsonWriter json, ReviewTask task)
    {
        // The same text is the same record, however often it is taken there.
        json.WriteString("id", TextKey.Of(task.Text).ToString());
        json.WriteStartObject("fields");
        json.WriteString("text", task.Text);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        WriteFacts(json, task);
        json.WriteEndObject();
        json.WriteStartObject("suggestions");
        if (task.Label is { } label)
        {
            json.WriteStartObject(question.Name);
            json.WriteString("value", label);
            json.WriteNumber("score", task.Confidence);
            json.WriteString("agent", agent);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("responses");
        json.WriteEndObject();
        json.WriteStartObject("vectors");
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, ReviewTask task)
    {
        json.WriteNumber("rows", task.Rows);
        if (task.Reason is { } reason)
        {
            json.WriteString("reason", reason);
        }
    }
}
