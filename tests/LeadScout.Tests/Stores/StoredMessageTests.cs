using LeadScout.Messages;
using LeadScout.Stores;
using Xunit;

namespace LeadScout.Tests.Stores;

/// <summary>A message is kept so that whoever reads it can still say it in a user's own words.</summary>
public sealed class StoredMessageTests
{
    public static TheoryData<UserMessage> Messages => new(
        (UserMessage)"Nothing to be set.",
        UserMessage.Of($"Waited 5 min for it; {Setting.Patience} waits longer."),
        UserMessage.Of($"If they were not charged: {UserAction.SettleJob.On("3f2a")}"),
        UserMessage.Of($"{Setting.Column.To("Title=Role = x")}{Setting.Delimiter.To("")} or {Setting.Teacher}, or {UserAction.AddKey}"),
        (UserMessage)"");

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_with_its_remedies(UserMessage message)
    {
        var read = StoredMessage.Read(StoredMessage.Of(message));
        Assert.Equal(message, read);
        Assert.Equal(message.Remedies, read.Remedies);
    }

    [Theory]
    [InlineData("Waited 5 min for it; --patience waits longer.")]
    [InlineData("a \u00e9\n[b] {c} = 3")]
    public void What_an_earlier_release_kept_is_a_text(string kept)
    {
        Assert.Equal(kept, $"{StoredMessage.Read(kept)}");
        Assert.Empty(StoredMessage.Read(kept).Remedies);
    }

    [Fact]
    public void A_mark_in_a_text_makes_no_remedy() =>
        Assert.Empty(StoredMessage.Read(StoredMessage.Of("the server says \u001fPatience\u001f")).Remedies);

    [Fact]
    public void A_name_that_nobody_knows_yet_is_shown_as_it_is() =>
        Assert.Equal("try Patiences 5m now", $"{StoredMessage.Read("try \u001fPatiences=5m\u001f now")}");
}
