using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Output;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Output;

/// <summary>A list with its labels put right: what was looked at, and what stands as it was.</summary>
public sealed class CorrectedWriterTests
{
    private static readonly Table List = new(
        ["Title", "Vendor", "Old"],
        ["CFO", "Sales", "other"], ["", "Sales", "?"], ["Buyer", "Vertrieb", "Marketing"], ["Clerk", "?", "Sales"], ["cfo", "Other", "Other"], ["Cook", "sales", ""]);

    [Fact]
    public void Each_column_is_corrected_where_its_label_is_known_to_be_wrong()
    {
        var certify = new CertifySettings { LabelColumns = ["Vendor", "Old"], LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("Vertrieb", "Sales") };
        var texts = Plans.Texts("CFO", "", "Buyer", "Clerk", "cfo", "Cook");

        new CorrectedWriter(List.Request(new() { Certify = certify }), texts, [Plans.Teacher(2), Plans.Person(0), Decision.Undecided(UndecidedReason.Failed), null]).Write();

        Assert.Equal(
            [
                "Title|Vendor|Old|Vendor_corrected|Vendor_checked|Old_corrected|Old_checked",
                "CFO|Sales|other|Other|corrected|Other|confirmed", "|Sales|?|Sales|||", "Buyer|Vertrieb|Marketing|Sales|confirmed|Sales|corrected", "Clerk|?|Sales|||Sales|",
                "cfo|Other|Other|Other|confirmed|Other|confirmed", "Cook|sales||Sales|||",
            ],
            List.Result);
    }

    [Fact]
    public void A_value_that_is_no_label_is_corrected_once_the_right_one_is_known()
    {
        var list = new Table(["Title", "Vendor"], ["CFO", "?"]);
        new CorrectedWriter(list.Request(new() { Certify = new() { LabelColumns = ["Vendor"] } }), Plans.Texts("CFO"), [Plans.Exact(1)]).Write();
        Assert.Equal("CFO|?|Marketing|corrected", list.Result![1]);
    }
}
