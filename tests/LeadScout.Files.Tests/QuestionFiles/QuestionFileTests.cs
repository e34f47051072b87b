using LeadScout.Files.QuestionFiles;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.QuestionFiles;

public sealed class QuestionFileTests
{
    private const string Whole = """
        name: department
        ask: Which department?
        text: "{Job Title}"
        columns: [Title, Position]
        labels:
          - Sales
          - {name: Marketing, means: "brand, campaigns"}
          - No
        rules:
          - {label: Sales, words: [sales, vertrieb]}
          - {label: Marketing, matches: "^cmo$"}
        """;

    [Fact]
    public void A_whole_file_is_read()
    {
        var (question, synonyms) = QuestionFile.Parse(Whole, "q.yaml");
        Assert.Equal("department", question.Name);
        Assert.Equal("Which department?", question.Instructions);
        Assert.Equal(["Job Title"], question.Text.Columns);
        Assert.Equal(["Sales", "Marketing", "No"], question.Labels.Select(l => l.Name));
        Assert.Equal("brand, campaigns", question.Labels[1].Means);
        Assert.Equal(0, question.LabelByRule("leiter vertrieb"));
        Assert.Equal(1, question.LabelByRule("cmo"));
        Assert.Equal(["Title", "Position"], synonyms);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("just text", "line 1: a question file is made of 'key: value' lines")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y", "this is not YAML")]
    [InlineData("name: a\nask: b: c\n", "line 2: this is not YAML")]
    [InlineData("name: a\nname: b\n", "line 2: this is not YAML")]
    [InlineData("name: a\n---\nname: b\n", "has 2 documents")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlables: [x, y]", "line 4: the key 'lables' is not known. Did you mean 'labels'? Allowed here: name, ask, text, columns, labels, rules")]
    [InlineData("ask: b\ntext: \"{c}\"\nlabels: [x, y]", "line 1: 'name' is missing")]
    [InlineData("name: a b\nask: b\ntext: \"{c}\"\nlabels: [x, y]", "line 1: The question's name 'a b' may hold letters, digits, '-' and '_' only.")]
    [InlineData("name: a\ntext: \"{c}\"\nlabels: [x, y]", "'ask' is missing")]
    [InlineData("name: a\nask:\ntext: \"{c}\"\nlabels: [x, y]", "line 2: 'ask' is blank")]
    [InlineData("name: a\nask: b\nlabels: [x, y]", "'text' is missing")]
    [InlineData("name: a\nask: b\ntext: {c}\nlabels: [x, y]", "line 3: 'text' must be text. A template in braces needs quotes")]
    [InlineData("name: a\nask: b\ntext: c\nlabels: [x, y]", "line 3: The template \"c\" names no column")]
    [InlineData("name: a\nask: b\ntext: \"x {} y\"\nlabels: [x, y]", "has empty braces at character 3")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"", "'labels' is missing")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: x", "line 4: 'labels' must be a list")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: []", "line 4: 'labels' lists 0; it takes at least two")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x]", "'labels' lists 1")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels:\n- x\n- y\n- x", "line 7: the label 'x' stands twice")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels:\n- x\n- \" y\"", "line 6: the label ' y' has a line break or surrounding white space")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels:\n- x\n- \"=y\"", "line 6: the label '=y' begins with '=', which a spreadsheet takes for a formula")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [\"@y\", x]", "line 4: the label '@y' begins with '@'")]
    [InlineData("name: \"-1+2\"\nask: b\ntext: \"{c}\"\nlabels: [y, x]", "line 1: 'name: -1+2' begins with '-'")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels:\n- x\n- {name: y, mean: z}", "line 6: the key 'mean' is not known. Did you mean 'means'?")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels:\n- x\n- [y]", "line 6: 'labels' must be text")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [Sales, y]\nrules:\n- {label: sale, words: [z]}", "line 6: a rule gives the label 'sale', which is none of the labels. Did you mean 'Sales'? The labels are Sales, y.")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y]\nrules:\n- {label: x, words: z}", "'words' must be a list")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y]\nrules:\n- {label: x, words: []}", "line 6: The rule for 'x' has no words, or a blank one.")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y]\nrules:\n- label: x\n  matches: \"(\"", "line 7: Invalid pattern '('")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y]\nrules:\n- {label: x}", "the rule for 'x' needs either 'words' (a list) or 'matches' (a regular expression)")]
    [InlineData("name: a\nask: b\ntext: \"{c}\"\nlabels: [x, y]\nrules:\n- x", "line 6: a rule is written {label: ..., words: ..., matches: ...}")]
    [InlineData("name: a\nask: b\ntext: \"{c} {d}\"\nlabels: [x, y]\ncolumns: [e]", "line 5: 'columns' gives other names of a lone column")]
    public void A_faulty_file_is_refused_and_says_where(string yaml, string expected)
    {
        var message = Refused(() => QuestionFile.Parse(yaml, "my.yaml")).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("'my.yaml'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", message.Replace("...", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains(
            "'nowhere/q.yaml' can't be read", Refused(() => QuestionFile.Load("nowhere/q.yaml")).Message, StringComparison.Ordinal);
}
