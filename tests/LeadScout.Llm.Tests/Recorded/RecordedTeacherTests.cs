using System.Text;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests.Recorded;

public sealed class RecordedTeacherTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task It_answers_by_the_normalised_text_and_the_first_label_counts()
    {
        var teacher = Recorded(
            "id\tlabel\tTEXT\n1\tSales\tVP  Sales\n2\tMarketing\tvp sales\n3\tMarketing\tCMO\n4\tNo such label\tCTO\n\n");

        var reply = await teacher.AskAsync(Classroom.Ask(" vp sales ", "CMO", "CTO", "CFO"), Classroom.Cancellation);

        Assert.Equal([0, 1, -1, -1], reply.Items.Select(item => item.Label));
        Assert.Equal("the recording has a label that the question does not", reply.Items[2].Failure);
        Assert.Equal("not in the recording", reply.Items[3].Failure);
        Assert.Null(reply.Fault);
    }

    [Fact]
    public void It_is_free_and_named_after_its_file()
    {
        var teacher = Recorded("text\tlabel\n");

        Assert.Equal("recorded:" + Path.GetFileName(_file), teacher.Profile.Name);
        Assert.Equal(Price.Free, teacher.Profile.Price);
        Assert.Equal(default, teacher.Profile.Ceiling(Classroom.Ask("CMO")));
    }

    [Fact]
    public void Quotes_are_text() => Assert.Equal("Sales", Load("text\tlabel\n\"Head\" of Sales\tSales\n").LabelOf("\"Head\" of sales"));

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_do_no_harm() =>
        Assert.Equal("Sales", Load("\uFEFFtext\tlabel\r\na\tSales\r\n").LabelOf("A"));

    [Theory]
    [InlineData("", "is empty; it needs a header with the columns 'text' and 'label'")]
    [InlineData("text,label\n", "has no column 'text'; it has: text,label. Columns are separated by tabs.")]
    [InlineData("text\tanswer\n", "has no column 'label'; it has: text, answer.")]
    [InlineData("text\tlabel\tLabel\n", "has two columns 'label', capital letters aside. Rename one of them.")]
    [InlineData("text\tlabel\na\tSales\nb\n", "line 3: 1 columns, but the header has 2 (text, label).")]
    public void A_bad_file_is_told_where(string content, string expected)
    {
        var message = Assert.Throws<BadInputException>(() => Load(content)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(_file, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(
            "'no-such-file.tsv' can't be read",
            Assert.Throws<BadInputException>(() => Recording.Load("no-such-file.tsv")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        File.WriteAllBytes(_file, Encoding.Latin1.GetBytes("text\tlabel\nMüller\tSales\n"));

        Assert.Contains("is not UTF-8", Assert.Throws<BadInputException>(() => Recording.Load(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_name_at_all_is_told_how() =>
        Assert.Contains(
            "recorded:FILE.tsv", Assert.Throws<BadInputException>(() => RecordedTeacher.Load(" ")).Message, StringComparison.Ordinal);

    private RecordedTeacher Recorded(string content)
    {
        File.WriteAllText(_file, content);
        return RecordedTeacher.Load(_file);
    }

    private Recording Load(string content)
    {
        File.WriteAllText(_file, content);
        return Recording.Load(_file);
    }
}
