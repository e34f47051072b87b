using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class CertificateTests
{
    private static readonly LabelCertificate Lead = new()
    {
        Label = "lead",
        Rows = 10,
        StudentRows = 5,
        WrongRowsAtMost = 1,
        MissedRowsAtMost = 2,
        ErrorAtMost = 0.1,
        RecallAtLeast = 0.8,
    };

    private static readonly Certificate OfList = new() { Budget = new(0.02, 0.95), UpperBound = 0.0151, Audits = 12, AuditErrors = 1, Labels = [Lead] };

    [Fact]
    public void It_is_told_in_a_sentence()
    {
        Assert.Equal("At most 1.51% of rows differ from the LLM, with 95% confidence: inside the 2% allowed (12 audits, 1 wrong).", OfList.ToString());
        Assert.EndsWith("confidence: outside the 2% allowed (12 audits, 1 wrong).", (OfList with { UpperBound = 0.03 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_inside_the_budget_where_every_labels_budget_does()
    {
        Assert.True(OfList.Holds);
        Assert.True((OfList with { UpperBound = 0.02 }).Holds);
        Assert.False((OfList with { UpperBound = 0.0201 }).Holds);
        Assert.False((OfList with { Labels = [Lead, Lead with { Holds = false }] }).Holds);
        Assert.True((OfList with { Labels = default }).Holds);
        Assert.Empty((OfList with { Labels = default }).Labels);
    }

    [Fact]
    public void It_is_the_same_where_all_of_it_is()
    {
        Assert.Equal(OfList, OfList with { Labels = [Lead with { }] });
        Assert.Equal(OfList.GetHashCode(), (OfList with { Labels = [Lead with { }] }).GetHashCode());
        Assert.False(OfList.Equals(null));
        Certificate[] others =
        [
            OfList with { Budget = new(0.02, 0.9) }, OfList with { UpperBound = 0 }, OfList with { Audits = 13 }, OfList with { AuditErrors = 0 },
            OfList with { Labels = [] }, OfList with { Labels = [Lead with { Rows = 11 }] },
        ];
        Assert.All(others, other => Assert.NotEqual(OfList, other));
    }

    [Fact]
    public void A_label_has_a_budget_of_its_own_if_either_share_is_stated() =>
        Assert.Equal([false, true, true], new[] { Lead, Lead with { MaxError = 0.1 }, Lead with { MinRecall = 0.9 } }.Select(label => label.HasBudget));

    [Fact]
    public void A_label_holds_and_is_not_refuted_unless_it_is_said() => Assert.Equal((true, false), (Lead.Holds, Lead.IsRefuted));
}
