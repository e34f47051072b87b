using LeadScout.Jobs.Lists;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("a@example.org", true)]
    [InlineData("Ann Lee <ann.lee+x@mail.example.co.uk>, CFO", true)]
    [InlineData("CFO;a@example.org;Bonn", true)]
    [InlineData("write to a@b, or to c@example.org.", true)]
    [InlineData("jörg@müller.de", true)]
    [InlineData("@handle or a@example.org", true)]
    [InlineData("CFO !@example.org", false)]
    [InlineData("VP @ Example.org", false)]
    [InlineData("VP@Example", false)]
    [InlineData("@handle.x", false)]
    [InlineData("a@1.5", false)]
    [InlineData("a@.", false)]
    [InlineData("", false)]
    [InlineData("CFO", false)]
    public void An_e_mail_address_is_found_in_a_text(string text, bool isIn) => Assert.Equal(isIn, MailAddress.IsIn(text));
}
