using System.Text;
using CsCheck;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests;

/// <summary>
/// The contract of reading and writing: whatever stands in a list stands in its result, in its place, but for what was added to each lead.
/// </summary>
public sealed class PassThroughContractTests : IDisposable
{
    private const string Added = "q";
    private const string Value = "ADDED";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_CSV_without_what_was_added_is_the_list()
    {
        var blank = Gen.OneOf("", "\n", "\n\n\n");
        var preamble = Gen.OneOf("", "UTF-8\n", "\n\n", "sep=,\n", "# made by a program\n");
        var row = Gen.Select(Gen.OneOf("x", "\"a\nb\"", "\"\"\"\"", ""), Gen.OneOf("CFO", "ä", "\"1,2\""), (a, b) => $"{a},{b},end\n");
        Gen.Select(preamble, Gen.Select(blank, row, (before, lead) => before + lead).Array[1, 3000], blank, Gen.Bool)
            .Sample(
                (before, rows, after, cut) =>
                    Check(
                        "a.csv",
                        before + "a,b,c\n" + string.Concat(rows) + (cut ? after.TrimEnd() : after),
                        text => text.Replace($",{Value}", "", StringComparison.Ordinal).Replace($",{Added}\n", "\n", StringComparison.Ordinal)),
                iter: 60,
                threads: 1);
    }

    [Fact]
    public void Lines_and_arrays_without_what_was_added_are_the_list()
    {
        var blank = Gen.OneOf("", "\n", " \n\n");
        var record = Gen.OneOf("{\"a\":1}", "{ \"a\" : \"}{\" , \"b\":[{}] }", "{\"b\":null}");
        Func<string, string> without = text => text.Replace($",\"{Added}\":\"{Value}\"", "", StringComparison.Ordinal);
        Gen.Select(Gen.Select(blank, record, (before, lead) => before + lead + "\n").Array[1, 3000], blank)
            .Sample((records, after) => Check("a.jsonl", string.Concat(records) + after, without), iter: 40, threads: 1);
        Gen.Select(Gen.Select(blank, record, (before, lead) => before + lead).Array[1, 3000], blank)
            .Sample((records, after) => Check("a.json", $"{after}[{string.Join(",", records)}{after}]{after}", without), iter: 40,
            threads: 1);
    }

    private void Check(string name, string text, Func<string, string> without)
    {
        var file = LeadFiles.At(_folder.Write(name, text));
        Label(file, [Added], _ => [Value]);
        var written = File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name)));
        Assert.Equal(text, without(Encoding.UTF8.GetString(written)));
        Assert.True(LabelAlongTrail(file, [Added], _ => [Value]));
        Assert.Equal(written, File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name))));
    }
}
