using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LeadScout.Fuzz.Engine;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Fuzz.Targets;

/// <summary>What a model writes.</summary>
internal static class ReplyTargets
{
    internal const int Items = 3;

    internal static readonly Question Department = new(
        "department", "Which department?", TextTemplate.OfColumn("Job Title"), [new Label("Sales", "sells"), new Label("Marketing"), new Label("Général & Co")]);

    internal static readonly Question Level = new("level", "Which level?", TextTemplate.OfColumn("Job Title"), [new Label("High"), new Label("Low")]);

    internal static readonly ImmutableArray<string> Words =
    [
        "{\"1\":\"Sales\",\"2\":\"Marketing\",\"3\":\"Sales\"}", "\"1\":\"Marketing\"", "{\"id\":2,\"label\":\"Sales\"}", "{\"department\":\"Sales\",\"level\":\"Low\"}", "<think>", "</think>", "```json\n", "\n```", "Draft: ", "First draft:\n",
        "Final answer: ", "Wait, ", "Actually ", "<answer>", "</answer>", "<|channel|>analysis<|message|>", "<|channel|>final<|message|>", "\\\"", "\\u0053ales", "\\ud83d", "&amp;", "**Sales**", "“Sales”", "'Sales'", "[", "]", "{", "}", "//", "/*",
        "*/", ",", ":", "null", "SALES", "sales.", "Label: Sales", "0", "1", "Général & Co", "General &amp; Co", "\"items\":", "\"answer\":", "[[[[[[", "{\"a\":{\"a\":",
    ];

    public static readonly FuzzTarget Reply = new("reply", "labels of the list alone, one outcome an item, what strict JSON says plainly taken, and nothing taken of a draft", Read) { Words = Words };

    public static readonly FuzzTarget Replies = new("reply-several", "the same for several questions at once", ReadSeveral) { Words = Words };

    private static void Read(byte[] bytes)
    {
        var reply = Encoding.UTF8.GetString(bytes);
        var asked = new LabelMatcher(Department);
        var items = Checked(ReplyReader.Read(reply, Items, asked).Items, Items, asked);
        Checked(ReplyReader.Read(reply, isCutOff: true, Items, [asked], quotation: null).Items, Items, asked);
        TakesPlainAnswers(reply, items);
        WasSaid(reply, items);
        TakesNoDraft(reply, items, asked);
    }

    private static void ReadSeveral(byte[] bytes)
    {
        var reply = Encoding.UTF8.GetString(bytes);
        LabelMatcher[] asked = [new(Department), new(Level)];
        var items = Checked(ReplyReader.Read(reply, Items, [.. asked]).Items, Items, asked);
        Checked(ReplyReader.Read(reply, isCutOff: true, Items, [.. asked], quotation: null).Items, Items, asked);
        WasSaid(reply, items);
    }

    private static ImmutableArray<AskOutcome> Checked(ImmutableArray<AskOutcome> items, int count, params ReadOnlySpan<LabelMatcher> asked)
    {
        Promise.Same(count * asked.Length, items.Length, "Outcomes, one for each item and question");
        for (var place = 0; place < items.Length; place++)
        {
            Promise.Holds(items[place].Label < asked[place % asked.Length].Labels.Length, $"Item {place} has the label {items[place].Label}, which is outside the list.");
            Promise.Holds(items[place].IsAnswered || items[place].Failure is not null, $"Item {place} has neither a label nor a reason.");
        }

        return items;
    }

    /// <summary>Whoever answers in plain JSON, each item once and with a label as it is written, is understood.</summary>
    private static void TakesPlainAnswers(string reply, ImmutableArray<AskOutcome> items)
    {
        if (PlainAnswers(reply) is not { } plain)
        {
            return;
        }

        for (var item = 0; item < items.Length; item++)
        {
            Promise.Same(plain.GetValueOrDefault(ReplyReader.IdOf(item), -1), items[item].Label, $"Item {item + 1} of a reply in plain JSON");
        }
    }

    private static Dictionary<string, int>? PlainAnswers(string reply)
    {
        try
        {
            using var json = JsonDocument.Parse(reply, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(one => one.Value.ValueKind == JsonValueKind.String && one.Name is "1" or "2" or "3" && Department.IndexOf(one.Value.GetString()!) >= 0)
                ? json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => Department.IndexOf(one.Value.GetString()!))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>No label is given that was not said; where letters are written as escapes nobody can tell this easily.</summary>
    private static void WasSaid(string reply, ImmutableArray<AskOutcome> items)
    {
        if (reply.AsSpan().ContainsAny('\\', '&'))
        {
            return;
        }

        var said = LabelMatcher.Fold(reply);
        var questions = items.Length == Items ? (Question[])[Department] : [Department, Level];
        for (var place = 0; place < items.Length; place++)
        {
            if (items[place].IsAnswered && questions[place % questions.Length].Labels[items[place].Label].Name is var label)
            {
                Promise.Holds(said.Contains(LabelMatcher.Fold(label), StringComparison.Ordinal), $"'{label}' was taken, and the reply does not say it.");
            }
        }
    }

    /// <summary>A draft before a reply gives nothing that the reply alone does not.</summary>
    private static void TakesNoDraft(string reply, ImmutableArray<AskOutcome> items, LabelMatcher asked)
    {
        var after = ReplyReader.Read($"First draft: {{\"1\":\"Général & Co\",\"2\":\"Général & Co\",\"3\":\"Général & Co\"}}\n\n{reply}", Items, asked).Items;
        for (var item = 0; item < items.Length; item++)
        {
            Promise.Holds(
                !after[item].IsAnswered || after[item].Label == items[item].Label,
                $"Item {item + 1} has the label {after[item].Label} behind a draft, and {items[item].Label} without it.");
        }
    }
}
