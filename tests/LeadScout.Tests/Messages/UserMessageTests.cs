using System.Globalization;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Messages;

public sealed class UserMessageTests
{
    private static readonly UserMessage Both =
        $"Say {Setting.HeaderRow.To(3)} or {Setting.Delimiter.To(";")}, or {UserAction.DeleteJob.On("3f")}.";

    [Fact]
    public void The_library_says_its_own_names() =>
        Assert.Equal("Say HeaderRow 3 or Delimiter ';', or delete the job 3f.", Both.ToString());

    [Fact]
    public void Whoever_shows_a_message_says_its_remedies_in_his_own_words() =>
        Assert.Equal("Say <3> or <;>, or <3f>.", Both.In(remedy => $"<{remedy.Value}>"));

    [Fact]
    public void What_can_be_set_or_done_is_data() => Assert.Equal(
        [Remedy.Of(Setting.HeaderRow, "3"), Remedy.Of(Setting.Delimiter, ";"), Remedy.Of(UserAction.DeleteJob, "3f")], Both.Remedies);

    [Fact]
    public void A_message_within_a_message_keeps_its_remedies()
    {
        UserMessage outer = $"First. {Both} {UserMessage.If(true, $"Last: {Setting.Sheet}.")}{UserMessage.If(false, $"{Setting.Quote}")}";
        Assert.Equal([.. Both.Remedies, Remedy.Of(Setting.Sheet)], outer.Remedies);
        Assert.Equal($"First. {Both} Last: Sheet.", outer.ToString());
    }

    [Fact]
    public void A_text_is_a_message_that_names_nothing_that_can_be_set()
    {
        UserMessage text = "Braces {HeaderRow} and --header-row stay what they are.";
        Assert.Empty(text.Remedies);
        Assert.Equal("Braces {HeaderRow} and --header-row stay what they are.", text.In(_ => "wrong"));
    }

    [Fact]
    public void Messages_are_the_same_when_they_say_the_same_in_whosever_words()
    {
        Assert.Equal((UserMessage)$"{Setting.HeaderRow.To(3)}.", (UserMessage)$"{Setting.HeaderRow.To("3")}.");
        Assert.NotEqual((UserMessage)$"{Setting.HeaderRow.To(3)}.", (UserMessage)"HeaderRow 3.");
        Assert.NotEqual((UserMessage)$"{Setting.HeaderRow.To(3)}.", (UserMessage)$"{Setting.HeaderRow.To(4)}.");
    }

    [Fact]
    public void Numbers_are_written_alike_everywhere()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-EG");
            Assert.Equal("-1.5 of 1234", ((UserMessage)$"{-1.5} of {1234}").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_path_is_replaced_in_texts_and_in_values() => Assert.Equal(
        "leads.csv: examine leads.csv.",
        ((UserMessage)$"{"/data/x"}: {UserAction.ExamineStore.On("/data/x")}.").With("/data/x", "leads.csv").ToString());

    [Fact]
    public void Messages_in_a_row_keep_their_remedies()
    {
        var joined = UserMessage.Join("\n", ["one", $"two {Setting.Sheet}", ""]);
        Assert.Equal("one\ntwo Sheet\n", joined.ToString());
        Assert.Single(joined.Remedies);
    }

    [Fact]
    public void Everything_that_can_be_set_or_done_has_words_in_the_library()
    {
        Assert.All(Enum.GetValues<Setting>(), setting => Assert.NotEmpty(Remedy.Of(setting, "3").ToString()));
        Assert.All(Enum.GetValues<UserAction>(), action => Assert.NotEmpty(Remedy.Of(action, "3").ToString()));
    }

    [Fact]
    public void An_exception_says_the_message_in_the_librarys_words_and_keeps_code_and_remedies()
    {
        var bad = new BadInputException("header-unclear", Both);
        Assert.Equal((Both.ToString(), "header-unclear"), (bad.Message, bad.Code));
        Assert.Equal(Both.Remedies, bad.Remedies);
        Assert.Equal("bad-input", new BadInputException("no code").Code);
    }

    [Fact]
    public void What_to_do_about_a_bad_row_is_data_too()
    {
        var bad = new BadRowException("'a.csv', row 2 is short", $"Say {Setting.Delimiter.To("tab")}.");
        Assert.Equal("'a.csv', row 2 is short. Say Delimiter tab.", bad.Message);
        Assert.Equal([Remedy.Of(Setting.Delimiter, "tab")], bad.Remedies);
    }
}
