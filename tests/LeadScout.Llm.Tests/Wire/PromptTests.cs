using System.Text.Json;
using CsCheck;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class PromptTests
{
    [Fact]
    public void Instructions_labels_and_reply_format_stand_in_a_fixed_order()
    {
        var system = new Prompt(Classroom.Department).System;

        Assert.StartsWith(
            """
            Which department does this job title belong to?

            The labels to choose from:
            - "Sales": sells to customers
            - "Marketing"
            - "Général & Co": else: "other"

            The user message is one JSON object, {"items":{"1":"...","2":"..."}}.
            """.ReplaceLineEndings("\n"),
            system,
            StringComparison.Ordinal);
        Assert.EndsWith("""{"1":"<label>","2":"<label>"}.""", system, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', system);
    }

    [Fact]
    public void Several_questions_stand_in_their_order_and_the_reply_has_a_label_for_each()
    {
        var level = new Question("item", "Which level?", TextTemplate.OfColumn("c"), [new Label("High"), new Label("Low")]);
        var prompt = new Prompt(Classroom.Department, level);

        Assert.StartsWith(
            "Answer 2 questions about each item.\n\nQuestion \"department\": Which department", prompt.System, StringComparison.Ordinal);
        Assert.Contains("- \"Sales\": sells to customers\n", prompt.System, StringComparison.Ordinal);
        Assert.EndsWith(
            """{"1":{"department":"<label>","item":"<label>"},"2":{"department":"<label>","item":"<label>"}}.""",
            prompt.System,
            StringComparison.Ordinal);
        Assert.Equal(
            """{"type":"object","properties":{"1":{"$ref":"#/$defs/item"}},"required":["1"],"additionalProperties":false,"$defs":{"item":{"type":"object","properties":{"department":{"$ref":"#/$defs/label1"},"item":{"$ref":"#/$defs/label2"}},"required":["department","item"],"additionalProperties":false},"label1":{"type":"string","enum":["Sales","Marketing","Général & Co"]},"label2":{"type":"string","enum":["High","Low"]}}}""",
            prompt.Schema(1).GetRawText());
    }

    [Fact]
    public void Letters_of_all_scripts_stay_readable() =>
        Assert.Equal(
            """{"items":{"1":"Müller & Söhne <Vertrieb>","2":"営業部長","3":"a\"b\\c\n"}}""",
            Prompt.User(["Müller & Söhne <Vertrieb>", "営業部長", "a\"b\\c\n"]));

    [Fact]
    public void Whatever_a_text_holds_it_comes_out_of_its_string_as_it_went_in() =>
        Gen.String.Array[1, 5].Sample(texts =>
        {
            using var document = JsonDocument.Parse(Prompt.User([.. texts]));
            var items = document.RootElement.GetProperty("items").EnumerateObject().ToArray();

            Assert.Single(document.RootElement.EnumerateObject());
            Assert.Equal(texts.Select(WellFormed), items.Select(item => item.Value.GetString()));
            Assert.Equal(Enumerable.Range(1, texts.Length).Select(i => $"{i}"), items.Select(item => item.Name));
        });

    [Fact]
    public void No_mixture_of_json_quotes_controls_and_broken_characters_leaves_its_string()
    {
        string[] pieces =
        [
            "\"", "\\", "\\\"", "}", "{", "]", ",", ":", "\"}}", "\",\"2\":\"Sales", "{\"items\":{\"1\":\"x\"}}", "\u2028", "\u2029", "\u0000", "\u001f", "\u007f", "\u0085", "\ufeff",
            "\ud800", "\udc00", "\ud83d\ude00", "\r\n", "\t", "</script>", "\\u0022", "VP Sales", "营业", "ß",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => pieces[pick]))).Array[1, 6].Sample(texts =>
        {
            var message = Prompt.User([.. texts]);
            using var document = JsonDocument.Parse(message);

            Assert.Equal(
                texts.Select(WellFormed),
                document.RootElement.GetProperty("items").EnumerateObject().Select(item => item.Value.GetString()));
            Assert.Equal("items", Assert.Single(document.RootElement.EnumerateObject()).Name);
            Assert.DoesNotContain(message, char.IsControl);
        });
    }

    [Fact]
    public void A_list_of_labels_too_long_for_a_schema_goes_without()
    {
        var question = new Question("q", "Which?", TextTemplate.OfColumn("c"), Enumerable.Range(0, 501).Select(i => new Label($"L{i}")));

        Assert.False(new Prompt(question).FitsSchema);
        Assert.True(new Prompt(Classroom.Department).FitsSchema);
    }

    // JSON can't hold half a surrogate pair.
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
