using LeadScout.Jobs.Lists;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class SpreadsheetErrorsTests
{
    [Theory]
    [InlineData("#N/A", "#ERROR!")]
    [InlineData("#NV", "#FEHLER!")]
    [InlineData("#NOM?", "#EPARS!")]
    [InlineData("#N/D", "#DESBORDAMIENTO!")]
    [InlineData("#RIF!", "#DESPEJAR!")]
    [InlineData("#N/B", "#DEEL/0!")]
    [InlineData("#ADR!", "#DZIEL/0!")]
    [InlineData("#SAKNAS!", "#SKÄRNING!")]
    [InlineData("#I/T", "#TALL!")]
    [InlineData("#ODKAZ!", "#DĚLENÍ_NULOU!")]
    [InlineData("#Н/Д", "#ДЕЛ/0!")]
    [InlineData("#YOK", "#SAYI/0!")]
    [InlineData("#PUUTTUU!", "#TYHJÄ!")]
    [InlineData("#HIÁNYZIK", "#NULLA!")]
    public void Each_language_of_spreadsheets_has_its_own(string first, string last) =>
        Assert.Equal((true, true), (SpreadsheetErrors.Is(first), SpreadsheetErrors.Is(last)));

    [Theory]
    [InlineData("#n/a")]
    [InlineData("#N/A#N/A!")]
    [InlineData("N/A")]
    [InlineData("Err:50")]
    [InlineData("err:502")]
    [InlineData("#")]
    public void Nothing_else_is_one(string cell) => Assert.False(SpreadsheetErrors.Is(cell));
}
