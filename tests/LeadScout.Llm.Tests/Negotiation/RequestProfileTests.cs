using LeadScout.Llm.Negotiation;
using Xunit;

namespace LeadScout.Llm.Tests.Negotiation;

public sealed class RequestProfileTests
{
    private const string Kept =
        """{"format":"jsonObject","isStrict":false,"isInlined":true,"isOpen":false,"renamesLimit":true,"mostOutput":4096,"foldsSystem":false,"saysJson":true,"dropped":["temperature"],"added":{"seed":"1"}}""";

    [Fact]
    public void A_profile_is_kept_in_the_form_that_databases_have_it_in()
    {
        var profile = new RequestProfile
        {
            Format = ReplyFormat.JsonObject,
            IsStrict = false,
            IsInlined = true,
            RenamesLimit = true,
            MostOutput = 4096,
            SaysJson = true,
            Dropped = ["temperature"],
            Added = RequestProfile.Plain.Added.Add("seed", "1"),
        };
        Assert.Equal(Kept, profile.ToJson());
        Assert.Equal(profile, RequestProfile.OfJson(Kept));
    }

    [Fact]
    public void What_an_earlier_version_did_not_keep_is_as_in_a_plain_profile()
    {
        Assert.Equal(RequestProfile.Plain, RequestProfile.OfJson("{}"));
        Assert.Equal(RequestProfile.Plain with { FoldsSystem = true }, RequestProfile.OfJson("""{"foldsSystem":true}"""));
    }

    [Fact]
    public void What_only_a_later_version_keeps_is_passed_over() =>
        Assert.Equal(RequestProfile.Plain, RequestProfile.OfJson("""{"isPolite":true}"""));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("""{"format":"verse"}""")]
    [InlineData("""{"mostOutput":"many"}""")]
    public void What_is_no_profile_is_none(string kept) => Assert.Null(RequestProfile.OfJson(kept));
}
