using System.Collections.Immutable;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class SaidLabelTests
{
    private static readonly LabelMatcher Labels = Of("Sales", "R&D", "Dr. med.", "C&amp;A", "\"Other\"", "Label: none", "*", "IT", "it.");

    [Theory]
    [InlineData("Sales", "Sales")]
    [InlineData(" sales ", "Sales")]
    [InlineData("\"Sales\"", "Sales")]
    [InlineData("“Sales”", "Sales")]
    [InlineData("«Sales»", "Sales")]
    [InlineData("'Sales'.", "Sales")]
    [InlineData("**Sales**", "Sales")]
    [InlineData("***Sales***", "Sales")]
    [InlineData("_Sales_", "Sales")]
    [InlineData("`Sales`", "Sales")]
    [InlineData("```Sales```", "Sales")]
    [InlineData("**\"Sales.\"**", "Sales")]
    [InlineData("Sales.", "Sales")]
    [InlineData("Sales。", "Sales")]
    [InlineData("- Sales", "Sales")]
    [InlineData("• **Sales**", "Sales")]
    [InlineData("Label: Sales", "Sales")]
    [InlineData("label:Sales", "Sales")]
    [InlineData("**Label:** Sales", "Sales")]
    [InlineData("**Label**: `Sales`.", "Sales")]
    [InlineData("**Label: Sales**", "Sales")]
    [InlineData("- Label: \"Sales\".", "Sales")]
    [InlineData("R&amp;D", "R&D")]
    [InlineData("R&amp;amp;D", "R&D")]
    [InlineData("R&#38;D", "R&D")]
    [InlineData("R&#x26;D", "R&D")]
    [InlineData("&quot;Sales&quot;", "Sales")]
    [InlineData("<b>Sales</b>", null)]
    [InlineData("C&amp;A", "C&amp;A")]
    [InlineData("Dr. med.", "Dr. med.")]
    [InlineData("Dr. med..", "Dr. med.")]
    [InlineData("Dr. med", null)]
    [InlineData("\"Other\"", "\"Other\"")]
    [InlineData("\"\"Other\"\"", "\"Other\"")]
    [InlineData("Other", null)]
    [InlineData("Label: none", "Label: none")]
    [InlineData("none", null)]
    [InlineData("*", "*")]
    [InlineData("***", "*")]
    [InlineData("IT", "IT")]
    [InlineData("it.", "it.")]
    [InlineData("It.", null)]
    [InlineData("**it.**", null)]
    [InlineData("Sales..", null)]
    [InlineData("Sales...", null)]
    [InlineData("Sales…", null)]
    [InlineData("Sales!", null)]
    [InlineData("Sales,", null)]
    [InlineData("Sale", null)]
    [InlineData("Saless", null)]
    [InlineData("Sales (probably)", null)]
    [InlineData("Sales or IT", null)]
    [InlineData("\"Sales\" or \"IT\"", null)]
    [InlineData("\"Sales", null)]
    [InlineData("Department: Sales", null)]
    [InlineData("1. Sales", null)]
    [InlineData("not Sales", null)]
    [InlineData("~~Sales~~", null)]
    [InlineData("&#xD800;Sales", null)]
    [InlineData("", null)]
    [InlineData("\"\"", null)]
    public void Harmless_changes_of_a_label_are_undone_and_no_other(string said, string? label) =>
        Assert.Equal(label, SaidLabel.IndexOf(said, Labels) is >= 0 and var index ? Labels.Labels[index].Name : null);

    [Fact]
    public void A_label_that_could_be_two_is_none()
    {
        var twins = Of("A", "A.", "B");

        Assert.Equal([0, 1, -1, -1, 2], new[] { "A", "A.", "**A.**", "a.", "**B.**" }.Select(said => SaidLabel.IndexOf(said, twins)));
    }

    [Fact]
    public void Each_label_of_a_question_means_itself()
    {
        string[] names = ["a", "a.", "\"a\"", "'a'", "*a*", "- a", "Label: a", "&amp;", "&", "R&amp;D", "R&D", "`a`", "_a_", "«a»", "a。"];

        Assert.Equal(Enumerable.Range(0, names.Length), names.Select(name => SaidLabel.IndexOf(name, Of([.. names]))));
    }

    private static LabelMatcher Of(params ImmutableArray<string> names) =>
        new(new Question("q", "Which?", TextTemplate.OfColumn("c"), [.. names.Select(name => new Label(name))]));
}
