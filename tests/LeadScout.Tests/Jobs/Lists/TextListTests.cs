using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class TextListTests
{
    [Fact]
    public void The_same_texts_are_the_same_list_in_every_version() =>
        Assert.Equal("ced03d5a5fdd54647b7592d3f801810b87003821bf964e42a984c8f4fed7f2d7", new TextList(["Buyer", "", "Größe"]).File.Hash);

    [Fact]
    public void A_list_that_goes_on_behind_its_end_is_no_end()
    {
        var list = new TextList(["a", "b"]);
        using var reader = list.File.Open();
        Assert.True(reader.Read());
        using var writer = list.File.Create(reader, []);
        Assert.Equal("The list goes on behind its end.", Assert.Throws<InvalidOperationException>(writer.TakeEnd).Message);
    }

    [Fact]
    public void The_result_is_there_once_it_is_complete_and_has_the_last_questions_labels()
    {
        var list = new TextList(["a"]);
        using var reader = list.File.Open();
        using var writer = list.File.Create(reader, []);
        writer.Write(["High", "1", "person", "Sales", "0.5", "student"]);
        Assert.Empty(list.Result);
        writer.Complete();
        Assert.Equal(new ResultCells("Sales", DecisionSource.Student, 0.5, UndecidedReason.None, false), Assert.Single(list.Result));
    }
}
