using System.Text;
using CsCheck;
using LeadScout.Answers;
using LeadScout.Files.AnswerFiles;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Files.Tests.AnswerFiles;

public sealed class AnswerFileTests : IDisposable
{
    private const string Line =
        """{"version":"00000000000000000000000000000001","text":"CFO","label":"Finance","source":"teacher","by":"t","at":"2026-03-29T00:59:59.1234567Z"}""";

    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 59, 59, TimeSpan.Zero);

    private static readonly Gen<string> GenText = Gen.Char["ab =+-@'\"\\,;\t\r\n\u00e9\u4e2d\u2028|{}#"].Array[1, 6]
        .Select(chars => new string(chars))
        .Where(text => TextNormaliser.Normalise(text).Length > 0);

    private static readonly Gen<string> GenLabel = GenText.Where(
        text => text.Trim().Length == text.Length && Label.Unprintable(text) is null);

    private static readonly Gen<Answer> GenAnswer = Gen.Select(
        GenText, GenLabel, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Double[0.000001, 1], Gen.Long[0, 1_000_000_000_000], Gen.Int[0, 3],
        (text, label, person, audited, takenBack, probability, ticks, call) => new Answer
        {
            Question = new QuestionVersion(new Hash128((ulong)label.Length << 36, 0)),
            Key = TextKey.Of(text),
            Text = text,
            Label = label,
            Source = person ? AnswerSource.Person : AnswerSource.Teacher,
            By = label + "!",
            At = Start.AddTicks(ticks),
            Job = call > 1 ? new JobId("0123456789ab") : null,
            ImportedCall = call > 0 ? call : null,
            Audit = audited ? new AuditMark(label, probability) : null,
            Retracted = person && takenBack ? new Retraction(label, Start.AddTicks(ticks + 1)) : null,
        });

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("answers.jsonl")]
    [InlineData("answers.csv")]
    public void What_was_written_is_read_and_written_again_byte_for_byte(string name) => GenAnswer.Array[1, 20].Sample(
        answers =>
        {
            var first = Written(name, [.. answers.Select(answer => new AnswerEntry(answer, answer.Label.Length % 2 == 0 ? "'=q" : null))]);
            var read = AnswerFile.Read(_folder.File(name), TextKeys.Plain).ToList();
            Assert.Equal(answers, read.Select(entry => entry.Answer));
            Assert.Equal(first, Written(name, read));
        },
        iter: 300,
        threads: 1);

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "'=HYPERLINK")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("'tis", "''tis")]
    public void No_cell_of_a_CSV_begins_as_a_formula(string text, string cell)
    {
        var written = Encoding.UTF8.GetString(Written("a.csv", [new AnswerEntry(Simple(text), null)]));
        Assert.Contains(cell, written, StringComparison.Ordinal);
        Assert.Equal(text, Assert.Single(AnswerFile.Read(_folder.File("a.csv"), TextKeys.Plain)).Answer.Text);
    }

    [Fact]
    public void A_log_without_texts_writes_keys_that_are_read_under_the_same_secret_only()
    {
        var (mine, other) = (TextKeys.Under("0123456789abcdef"), TextKeys.Under("0123456789abcdeX"));
        var hashed = Simple("") with { Key = mine.Of("CFO") };
        using (var writer = AnswerFile.Create(_folder.File("a.jsonl"), mine))
        {
            writer.Write(hashed, null);
            writer.Complete();
        }

        Assert.DoesNotContain("text\"", File.ReadAllText(_folder.File("a.jsonl")), StringComparison.Ordinal);
        Assert.Equal(hashed, Assert.Single(AnswerFile.Read(_folder.File("a.jsonl"), mine)).Answer);
        Refused(_folder.File("a.jsonl"), other, "line 1", "secret");
        Refused(_folder.File("a.jsonl"), TextKeys.Plain, "line 1", "secret");
    }

    [Fact]
    public void A_file_with_texts_gets_the_keys_of_the_log_it_is_for()
    {
        var keys = TextKeys.Under("0123456789abcdef");
        Assert.Equal(keys.Of("cfo"), Assert.Single(AnswerFile.Read(_folder.Write("a.jsonl", Line), keys)).Answer.Key);
    }

    [Theory]
    [InlineData("\"source\":\"teacher\"", "\"source\":\"robot\"", "'robot'", "teacher or person")]
    [InlineData("00000000000000000000000000000001", "1", "version can't be '1'", "32 hexadecimal")]
    [InlineData("\"text\":\"CFO\"", "\"text\":\" \"", "text can't be ' '", "not blank")]
    [InlineData("\"text\":\"CFO\",", "", "text is missing", "not blank")]
    [InlineData("\"label\":\"Finance\"", "\"label\":\"\"", "label can't be ''", "name")]
    [InlineData("\"by\":\"t\"", "\"by\":\"t\",\"call\":0", "call can't be '0'", "from 1")]
    [InlineData("\"by\":\"t\"", "\"by\":\"t\",\"job\":\"x\"", "job can't be 'x'", "twelve")]
    [InlineData("\"by\":\"t\"", "\"by\":\"t\",\"auditStudentLabel\":\"a\"", "audit probability is missing", "above 0")]
    [InlineData("\"by\":\"t\"", "\"by\":\"t\",\"takenBackBy\":\"a\",\"takenBackAt\":\"2026-01-01\"", "person's answer", "line 2")]
    [InlineData("2026-03-29T00:59:59.1234567Z", "yesterday", "at can't be 'yesterday'", "2026-03-29")]
    [InlineData("\"by\":\"t\"", "\"by\":\"t\",\"mood\":\"x\"", "mood", "fields of an answer")]
    [InlineData("{", "[", "JSON", "fields of an answer")]
    public void A_line_that_is_no_answer_is_named_with_what_is_allowed(string good, string bad, params string[] said) =>
        Refused(
            _folder.Write("a.jsonl", Line + "\n" + Line.Replace(good, bad, StringComparison.Ordinal) + "\n"),
            TextKeys.Plain,
            ["line 2", "a.jsonl", .. said]);

    [Theory]
    [InlineData("version,text,label,source,by,at\n1,CFO,Finance,teacher,t,2026-01-01\n", "row 1", "version can't be '1'")]
    [InlineData("version,text,label,source,by,at,call\n00000000000000000000000000000001,CFO,Finance,teacher,t,2026-01-01,x\n", "row 1", "call can't be 'x'")]
    [InlineData("text,label,colour\nCFO,Finance,red\n", "'colour'", "correct the answers")]
    [InlineData("text,label,Label\nCFO,Finance,IT\n", "several columns 'label': label, Label", "take the others out")]
    [InlineData("text,label,colour,Colour\nCFO,Finance,red,blue\n", "'colour'", "correct the answers")]
    public void A_row_that_is_no_answer_is_named_too(string csv, params string[] said) =>
        Refused(_folder.Write("a.csv", csv), TextKeys.Plain, said);

    [Fact]
    public void A_file_of_an_unknown_ending_is_refused_and_a_missing_one()
    {
        Refused(_folder.Write("a.txt", Line), TextKeys.Plain, ".jsonl", ".csv");
        Refused(_folder.File("none.jsonl"), TextKeys.Plain, "no file");
        Assert.Contains(
            ".jsonl",
            Assert.Throws<BadInputException>(() => AnswerFile.Create(_folder.File("a.xlsx"), TextKeys.Plain)).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("a.xlsx")));
    }

    [Fact]
    public void A_NUL_goes_through_JSON_Lines_and_is_refused_in_a_CSV()
    {
        Written("a.jsonl", [new AnswerEntry(Simple("a\0b"), null)]);
        Assert.Equal("a\0b", Assert.Single(AnswerFile.Read(_folder.File("a.jsonl"), TextKeys.Plain)).Answer.Text);
        Assert.Contains(
            "NUL",
            Assert.Throws<BadInputException>(() => Written("a.csv", [new AnswerEntry(Simple("a\0b"), null)])).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("a.csv")));
    }

    private static Answer Simple(string text) => new()
    {
        Question = new QuestionVersion(new Hash128(0, 1)),
        Key = TextKey.Of(text),
        Text = text,
        Label = "Finance",
        Source = AnswerSource.Teacher,
        By = "t",
        At = Start,
    };

    private static void Refused(string path, TextKeys keys, params string[] said)
    {
        var message = Assert.Throws<BadInputException>(() => AnswerFile.Read(path, keys).ToList()).Message;
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private byte[] Written(string name, IReadOnlyList<AnswerEntry> entries)
    {
        using (var writer = AnswerFile.Create(_folder.File(name), TextKeys.Plain))
        {
            foreach (var entry in entries)
            {
                writer.Write(entry.Answer, entry.QuestionName);
            }

            writer.Complete();
        }

        return File.ReadAllBytes(_folder.File(name));
    }
}
