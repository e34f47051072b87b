using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.JsonLines;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_the_properties_of_the_first_records_in_the_order_in_which_they_first_stand()
    {
        using var reader = LeadFiles.At(_folder.Write("a.jsonl", """{"b":1,"a":2}""" + "\n" + """{"c":3,"a":4}""" + "\n")).Open();
        Assert.Equal(["b", "a", "c"], reader.Columns);
    }

    [Fact]
    public void Values_are_text_as_a_person_would_read_it()
    {
        var path = _folder.Write(
            "a.ndjson", """{"s":"a \"b\" \u00fc\n","n":1.50,"t":true,"z":null,"o":{"x": [1, 2]},"l":[ "a" ]}""" + "\n{}\n");
        string[][] expected = [["a \"b\" ü\n", "1.50", "true", "", """{"x": [1, 2]}""", """[ "a" ]"""], ["", "", "", "", "", ""]];
        Assert.Equal(expected, Rows(LeadFiles.At(path)));
    }

    [Fact]
    public void Records_pass_through_byte_for_byte_with_the_added_properties_in_front_of_the_closing_brace()
    {
        var labelled = Labelled("""
            {"title": "VP Sales" , "n": 1e400, "deep": {"a": [1, {"b": null}]}, "esc": "\u00e4\/"}

            {}
            { "title":"x" } 
            """.ReplaceLineEndings("\n"), ["q", "q_confidence", "q_source"], ["Sales & \"Co\" ü", "0.97", "student"]);
        const string added = "\"q\":\"Sales & \\\"Co\\\" ü\",\"q_confidence\":0.97,\"q_source\":\"student\"";
        Assert.Equal($$"""
            {"title": "VP Sales" , "n": 1e400, "deep": {"a": [1, {"b": null}]}, "esc": "\u00e4\/",{{added}}}

            {{{added}}}
            { "title":"x" ,{{added}}} 
            """.ReplaceLineEndings("\n"), labelled);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("-0")]
    [InlineData("1E+400")]
    [InlineData("123456789012345678901234567890.10")]
    [InlineData(""" "\u00e4\/\uD83D\uDE00" """)]
    [InlineData(""" {"z":1,"a":[{"z":2,"z":3}],"z":4} """)]
    public void A_value_that_is_not_asked_about_is_written_back_as_it_stands(string value) =>
        Assert.Equal(
            $$"""{"t":"x","v":{{value}},"q":"y"}""" + "\r\n\r\n", Labelled($$"""{"t":"x","v":{{value}}}""" + "\r\n\r\n", ["q"], ["y"]));

    [Theory]
    [InlineData(""" {"t":"x","v":1,"v":2,"q":"y"} """)]
    [InlineData(""" {"t":"x","v":"\ud83d","q":"y"} """)]
    [InlineData(""" {"t":"x","\ud83d":1,"v":0,"q":"y"} """)]
    [InlineData(""" {"t":"x","":1,"v":0,"q":"y"} """)]
    public void What_would_be_refused_if_it_were_asked_about_passes_through_if_it_is_not(string expected)
    {
        var (path, first) = (
            _folder.Write("a.jsonl", expected.Replace(",\"q\":\"y\"", "", StringComparison.Ordinal) + "\n{\"t\":\"z\"}\n"), "");
        Label(LeadFiles.At(path), ["q"], reader =>
        {
            first += reader.Value(0).ToString();
            return ["y"];
        });
        Assert.Equal(expected + "\n{\"t\":\"z\",\"q\":\"y\"}\n", File.ReadAllText(_folder.File("a.labelled.jsonl")));
        Assert.Equal("xz", first);
    }

    [Fact]
    public void A_property_without_a_name_is_called_by_its_place_and_read() =>
        Assert.Equal([["x", "1"]], Rows(LeadFiles.At(_folder.Write("a.jsonl", """{"t":"x","":1}"""))));

    [Fact]
    public void What_was_not_decided_is_null() =>
        Assert.Equal("""{"a":1,"q":null,"q_confidence":null}""", Labelled("""{"a":1}""", ["q", "q_confidence"], ["", ""]));

    [Fact]
    public void A_label_that_looks_like_a_number_stays_text() =>
        Assert.Equal("""{"a":1,"q":"2024"}""", Labelled("""{"a":1}""", ["q"], ["2024"]));

    [Fact]
    public void Leads_beyond_the_last_one_written_are_left_out()
    {
        Label(LeadFiles.At(_folder.Write("a.jsonl", "{\"a\":1}\n\n{\"a\":2}\n\n")), ["q"], _ => ["x"], limit: 1);
        Assert.Equal("{\"a\":1,\"q\":\"x\"}\n", File.ReadAllText(_folder.File("a.labelled.jsonl")));
    }

    [Fact]
    public void Any_records_read_back_as_they_were_with_the_added_properties()
    {
        var text = Gen.OneOf(
            Gen.OneOf('a', 'ß', '"', '\\', '\n', '長', '{', '}', ',').Array[0, 30].Select(c => new string(c)), Gen.Const("\U0001F600"));
        var value = Gen.OneOf<Func<JsonNode?>>(
            text.Select(s => (Func<JsonNode?>)(() => JsonValue.Create(s))),
            Gen.Double.Where(double.IsFinite).Select(d => (Func<JsonNode?>)(() => JsonValue.Create(d))),
            Gen.Bool.Select(b => (Func<JsonNode?>)(() => b ? JsonValue.Create(b) : null)),
            text.Array[0, 3].Select(s => (Func<JsonNode?>)(() => new JsonArray([.. s.Select(x => JsonValue.Create(x))]))));
        var record = Gen.Dictionary(Gen.OneOf("a", "b", "ü", "c d"), value)[0, 4];
        Gen.Select(record.Array[1, 40], Gen.OneOf("\n", "\r\n"), Gen.Bool, Gen.Bool).Sample(PassThrough, iter: 100, threads: 1);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "holds no record")]
    [InlineData("{}\n", "the list has no columns")]
    [InlineData("[{\"a\":1}", "never comes: the array is cut off")]
    [InlineData("[{\"a\":1},3]", "row 2 (line 1) is not where an object begins: '3' stands there")]
    [InlineData("[{\"a\":1} {\"a\":2}]", "is not where an object begins: '{'")]
    [InlineData("[{\"a\":1}]]", "is not where an object begins: ']'")]
    [InlineData("[{\"a\":1,]}]", "row 1 (line 1) is not a JSON object")]
    [InlineData("[ ]", "holds no record")]
    [InlineData("{\"a\":1}\n{\"a\":\n", "row 2 (line 2) is not a JSON object at byte")]
    [InlineData("{\"a\":1}\n\n\"a\"\n", "row 2 (line 3) is not a JSON object: it is not a JSON object")]
    [InlineData("{\"a\":1}\n{\"a\":1} {\"a\":2}\n", "row 2 (line 2) is not a JSON object at byte 9")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"a\":2}\n", "row 2 (line 2) has 'a' twice")]
    [InlineData("{\"a\":\"\\ud83d\"}\n", "row 1 (line 1), column 'a': the value has an escape")]
    [InlineData("{\"a\":1,\"A\":NaN}\n", "row 1 (line 1) is not a JSON object at byte")]
    public void Bad_input_is_refused_and_says_where(string text, string expected) =>
        Assert.Contains(expected, Refused(() => Rows(LeadFiles.At(_folder.Write("a.jsonl", text)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        Assert.Contains(
            "row 2 (line 2) is not valid UTF-8",
            Refused(() => Rows(LeadFiles.At(_folder.Write("a.jsonl", [.. "{\"a\":\"x\"}\n{\"a\":\""u8, 0xFF, .. "\"}\n"u8])))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "UTF-16",
            Refused(
                () => Rows(LeadFiles.At(_folder.Write("a.jsonl", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{}")])))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_is_to_be_added_and_shows_up_late_is_refused()
    {
        var late = string.Concat(Enumerable.Repeat("{\"a\":1}\n", 1000)) + "{\"a\":1,\"q\":2}\n";
        var file = LeadFiles.At(_folder.Write("a.jsonl", late));
        Assert.Contains("has a column 'q' already", Refused(() => Label(file, ["q"], _ => ["x"])).Message, StringComparison.Ordinal);
        Assert.Equal(["a.jsonl"], _folder.Names());
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2}]", "[{\"a\":1,\"q\":\"x\"},{\"a\":2,\"q\":\"x\"}]")]
    [InlineData("\uFEFF[\n  {\n    \"a\": \"}],[{\\\"\"\n  } ,\n  {}\n]\n\n", "\uFEFF[\n  {\n    \"a\": \"}],[{\\\"\"\n  ,\"q\":\"x\"} ,\n  {\"q\":\"x\"}\n]\n\n")]
    public void An_array_is_read_as_lines_are_and_written_back_as_an_array(string text, string expected)
    {
        Label(LeadFiles.At(_folder.Write("a.json", text)), ["q"], _ => ["x"]);
        Assert.Equal(expected, Encoding.UTF8.GetString(File.ReadAllBytes(_folder.File("a.labelled.json"))));
    }

    [Fact]
    public void An_array_longer_than_every_buffer_passes()
    {
        var records = string.Join(",\n", Enumerable.Range(0, 3000).Select(i => $$"""{"a":"{{new string('x', i % 1000)}}","n":{{i}}}"""));
        Label(LeadFiles.At(_folder.Write("a.json", $"[{records}]")), ["q"], _ => ["x"]);
        Assert.Equal(
            $"[{records}]".Replace("}", ",\"q\":\"x\"}", StringComparison.Ordinal), File.ReadAllText(_folder.File("a.labelled.json")));
    }

    [Fact]
    public void A_line_longer_than_every_buffer_passes()
    {
        var line = $$"""{"a":"{{new string('x', 1_000_000)}}"}""";
        Assert.Equal(line[..^1] + ",\"q\":\"x\"}\n{\"a\":\"y\",\"q\":\"x\"}", Labelled(line + "\n{\"a\":\"y\"}", ["q"], ["x"]));
    }

    private string Labelled(string text, string[] added, string[] values)
    {
        Label(LeadFiles.At(_folder.Write("a.jsonl", text)), added, _ => values);
        return File.ReadAllText(_folder.File("a.labelled.jsonl"));
    }

    private void PassThrough(Dictionary<string, Func<JsonNode?>>[] records, string lineEnd, bool marked, bool lastLineEnds)
    {
        records = [new() { ["a"] = () => JsonValue.Create("first") }, .. records];
        var lines = records.Select(
            record => new JsonObject(record.Select(pair => KeyValuePair.Create(pair.Key, pair.Value()))).ToJsonString()).ToArray();
        var path = _folder.Write(
            "a.jsonl",
            [.. marked ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(string.Join(lineEnd, lines) + (lastLineEnds ? lineEnd : ""))]);

        Label(LeadFiles.At(path), ["q"], reader => [$"{reader.Row}"]);

        var written = File.ReadAllText(_folder.File("a.labelled.jsonl"));
        var expected = lines.Select((line, i) => $"{line[..^1]}{(line == "{}" ? "" : ",")}\"q\":\"{i + 1}\"}}").ToArray();
        Assert.Equal(string.Join(lineEnd, expected) + (lastLineEnds ? lineEnd : ""), written);
        Assert.Equal(marked, File.ReadAllBytes(_folder.File("a.labelled.jsonl")).AsSpan().StartsWith(Encoding.UTF8.Preamble));
        using var again = LeadFiles.At(_folder.File("a.labelled.jsonl")).Open();
        foreach (var record in records)
        {
            Assert.True(again.Read());
            foreach (var (name, value) in record)
            {
                var node = value();
                var expectedText = node is JsonValue v && v.TryGetValue<string>(out var s) ? s : node?.ToJsonString() ?? "";
                Assert.Equal(expectedText, again.Value(again.Columns.ToList().IndexOf(name)).ToString());
            }
        }
    }
}
