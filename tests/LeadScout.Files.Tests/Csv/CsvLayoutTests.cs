using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Csv;

/// <summary>What people export: the layout is found from the whole sample, or refused with the option that settles it.</summary>
public sealed class CsvLayoutTests : IDisposable
{
    private static readonly string[] Wanted = ["Name", "Email", "Job Title"];
    private const string Table = "Name;Email;Job Title\nA;a@example.org;Head of Sales\nB;b@example.org;CFO\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UTF-8\n", "'UTF-8'")]
    [InlineData("utf8\n\n", "'utf8'")]
    [InlineData("windows-1252\n", "'windows-1252'")]
    [InlineData("\n", "blank")]
    [InlineData("\n\n\n", "blank")]
    [InlineData("\t\n", "blank")]
    [InlineData("sep=;\n", "'sep='")]
    [InlineData("\"sep=;\"\n", "'sep=;'")]
    [InlineData("Sep=;\r\n", "'Sep='")]
    [InlineData("Leads of the spring campaign\n", "'Leads of the spring campaign'")]
    [InlineData("Leads\nRegion: EMEA\n\n", "'Leads', 'Region: EMEA'")]
    [InlineData("Report generated 2026-01-31 12:00:01\n", "'Report generated 2026-01-31 12:00:01'")]
    [InlineData("Bericht erstellt am 31.01.2026\n\n", "'Bericht erstellt am 31.01.2026'")]
    [InlineData("# exported by a program\n# version 2\n", "'# exported by a program'")]
    [InlineData("My leads;;\n", "'My leads'")]
    [InlineData("My leads;;\n;;\n;;\n", "'My leads'")]
    [InlineData("\"A title, with a comma\"\n", "'A title, with a comma'")]
    public void A_preamble_is_passed_over_said_aloud_and_kept(string preamble, string said)
    {
        var file = LeadFiles.At(_folder.Write("a.csv", preamble + Table));
        using (var reader = file.Open())
        {
            Assert.Equal(Wanted, reader.Columns);
            Assert.Contains($"before the header and {(preamble.Count(c => c == '\n') == 1 ? "is" : "are")} passed over: {said}",
            string.Join('|', reader.Notes), StringComparison.Ordinal);
            Assert.EndsWith(
                $"delimiter semicolon, UTF-8, header in row {preamble.Count(c => c == '\n') + 1}",
                reader.Dialect,
                StringComparison.Ordinal);
        }

        Assert.Equal([["A", "a@example.org", "Head of Sales"], ["B", "b@example.org", "CFO"]], Rows(file));
        Label(file, ["l"], _ => ["x"]);
        Assert.Equal(
            preamble + "Name;Email;Job Title;l\nA;a@example.org;Head of Sales;x\nB;b@example.org;CFO;x\n",
            File.ReadAllText(_folder.File("a.labelled.csv")));
        Assert.Equal([.. Wanted, "l"], LeadFiles.At(_folder.File("a.labelled.csv")).Open().Columns); // and it is read again as it was written
    }

    [Theory]
    [InlineData("a\u00A6b\nx\u00A6y\nz\u00A6w\n", null, null, "'\u00A6' separates its columns")]
    [InlineData("sep=\u00A7\na\u00A7b\nx\u00A7y\n", null, null, "'\u00A7' separates its columns")]
    [InlineData("sep=x\naxb\nzxy\n", null, null, "'x' separates its columns")]
    [InlineData("a'b\nx'y\n", '\'', '\'', "can't both separate the columns and stand around a field")]
    public void What_can_separate_no_columns_is_refused_and_read_as_nothing_else(string text, char? delimiter, char? quote, string said)
    {
        var path = _folder.Write("a.csv", text);
        Assert.Contains(said, Refused(() => LeadFiles.At(path, options: new() { Delimiter = delimiter, Quote = quote }).Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('^')]
    [InlineData('~')]
    [InlineData('\u001F')]
    public void The_quote_that_is_said_is_no_delimiter_to_look_for(char quote)
    {
        var file = LeadFiles.At(_folder.Write("a.csv", $"a{quote}b;c\nx{quote}y;z\n"), options: new() { Quote = quote });
        using var reader = file.Open();
        Assert.Equal([$"a{quote}b", "c"], reader.Columns);

        var alone = LeadFiles.At(_folder.Write("b.csv", $"a{quote}b\nx{quote}y\n"), options: new() { Quote = quote });
        Assert.Contains("looks like a list of one column", Refused(() => alone.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_opens_behind_one_delimiter_alone_swallows_the_rows_of_no_other()
    {
        // With a semicolon the second row ends the file, with a comma there are three.
        var file = LeadFiles.At(_folder.Write("a.csv", "# made by a program;\"\na,b\nx,y\n"));
        Assert.Equal([["x", "y"]], Rows(file));
    }

    [Theory]
    [InlineData("\u00A7")]
    [InlineData("U+00A6")]
    [InlineData("\u201C")]
    [InlineData("U+FFFD")]
    public void Delimiters_and_quotes_are_signs_of_ASCII(string said) =>
        Assert.Equal((null, null), (ListOptionText.Delimiter(said), ListOptionText.Quote(said)));

    [Theory]
    [InlineData("a;b\nx;y\n", ';', '\0', "R;D", false)]
    [InlineData("a;b\nx;y\n", ';', '\0', "R, D", true)]
    [InlineData("a;b\nx;y\n", ';', '"', "R;D", true)]
    [InlineData("a:b\nx:y\n", ':', '\0', "undecided:limit", false)]
    [InlineData("a_b\nx_y\n", '_', '\0', "q_confidence", false)]
    public void What_a_list_without_quotes_has_no_place_for_is_known_beforehand(string text, char delimiter, char quote, string value, bool fits)
    {
        using var reader = LeadFiles.At(_folder.Write("a.csv", text), options: new() { Delimiter = delimiter, Quote = quote }).Open();
        if (fits)
        {
            LeadFiles.EnsureCanHold(reader, [value]);
        }
        else
        {
            Assert.Contains($"'{value}'", Refused(() => LeadFiles.EnsureCanHold(reader, [value])).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("My leads;;\n;;\nStatus;open;\n;;\nName;Email;Job Title\nA;a@example.org;CFO\n", "it can't be told which row is the header", "HeaderRow 5")]
    [InlineData("Job Title\nVP; Sales\nVP; Marketing\n", "HeaderRow 2", "HeaderRow 1", "Delimiter tab")]
    [InlineData("\"Name;Email;Job Title\"\n\"A;a@example.org;CFO\"\n", "looks like a list of one column", "semicolon", "Delimiter ';'")]
    [InlineData("\"Name,Email,Job Title\"\n\"A,a@example.org,CFO\"\n", "looks like a list of one column", "comma", "Delimiter ','")]
    [InlineData("Name:Email:Job Title\nA:a@example.org:CFO\n", "looks like a list of one column", "colon", "Delimiter ':'")]
    [InlineData("Skills\nC#; Java\nPython\n", "looks like a list of one column", "Delimiter ';'")]
    [InlineData("Name      Email             Job Title\nA         a@example.org     CFO\n", "lined up with blanks")]
    [InlineData("Name;City, Country\nA;Bonn, DE\nB;Bern, CH\n", "can be read in several ways", "Delimiter ';'", "Delimiter ','")]
    [InlineData("Name/Email/Title\nA/a@example.org/CFO\nB/b@example.org/CEO\n", "Delimiter '/'")]
    [InlineData("Name#Email#Title\nA#a@example.org#CFO\n", "Delimiter '#'")]
    [InlineData("Name*Title\nA*CFO\n", "Delimiter '*'")]
    [InlineData("氏名、役職\n山田、部長\n", "Delimiter '、'")]
    [InlineData("姓名，职位\n王，经理\n李，经理\n", "Delimiter '，'")]
    [InlineData("Name؛Title\nA؛CFO\n", "Delimiter '؛'")]
    [InlineData("þNameþ\u0014þTitleþ\nþAþ\u0014þCFOþ\n", "Delimiter U+0014")]
    [InlineData("Name - Email - Title\nA - a@example.org - CFO\n", "' - ' again and again")]
    [InlineData("Name  Job Title\nAnn   CFO\nBob   Buyer\n", "lined up with blanks")]
    [InlineData("Name\u00A0\u00A0\u00A0Title\nAnn\u00A0\u00A0\u00A0\u00A0CFO\nJon\u00A0\u00A0\u00A0\u00A0CEO\n", "lined up with blanks")]
    [InlineData("Title\nCFO of a, b\n", "row 1 (line 2) has 2 fields, the header has 1", "Delimiter tab")]
    public void What_could_be_read_in_two_ways_is_refused_with_the_options_that_settle_it(string text, params string[] said)
    {
        var message = Refused(() => Rows(LeadFiles.At(_folder.Write("a.csv", text)))).Message;
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Name^Email^Job Title\nA^a@example.org^CFO\n")]
    [InlineData("Name\u001FEmail\u001FJob Title\nA\u001Fa@example.org\u001FCFO\n")]
    [InlineData("Name,Email,Job Title\nA,a@example.org,CFO\n")]
    [InlineData("'Name','Email','Job Title'\n'A','a@example.org','CFO'\n")]
    [InlineData("Name,Email,Job Title\n\"A\",\"a@example.org\",\"CFO\"\n")]
    [InlineData("'Name';'Email';'Job Title'\n'A';'a@example.org';'CFO'\n")]
    public void Uncommon_delimiters_and_quotes_are_found(string text) =>
        Assert.Equal(["A", "a@example.org", "CFO"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.csv", text)))));

    [Theory]
    [InlineData("'Name','Title'\n'O''Neil','CFO, EMEA'\n'B','Head, Sales'\n", "CFO, EMEA")]
    [InlineData("'Name';'Title'\n'A; B';'CFO'\n'C; D';'CEO'\n", "CFO")]
    public void Uncommon_quotes_around_delimiters_are_found_by_the_header(string text, string title) =>
        Assert.Equal(title, Rows(LeadFiles.At(_folder.Write("a.csv", text)))[0][1]);

    [Theory]
    [InlineData("Job Title\nHead of R&D (EMEA)\nVP - Sales\nDr. A. O'Neil\n")]
    [InlineData("Job-Title\nCo-CEO\nVice-President\n")]
    [InlineData("Feedback!\nGood!\nBad!\n")]
    [InlineData("Job Title\nRole: CFO\nRole: CEO\n")]
    [InlineData("Title\nVP  Sales\nHead  of IT\n")]
    [InlineData("Title\nSales / EMEA\nSales / APAC\n")]
    public void Texts_of_one_column_are_taken_for_what_they_are(string text) =>
        Assert.Equal(text.Count(c => c == '\n') - 1, Rows(LeadFiles.At(_folder.Write("a.csv", text))).Count);

    [Fact]
    public void A_lone_column_is_looked_at_to_its_end()
    {
        var late = "Title\n"
            + string.Concat(Enumerable.Range(0, 8000).Select(i => $"Engineer {i}\n"))
            + string.Concat(Enumerable.Range(0, 4000).Select(i => $"P{i};p{i}@example.org;CFO\n"));
        Assert.Contains(
            "Delimiter ';'", Refused(() => Rows(LeadFiles.At(_folder.Write("a.csv", late)))).Message, StringComparison.Ordinal);
        var long1 = new string('x', 200_000) + "\nName;Email;Title\nA;a@example.org;CFO\n";
        Assert.Contains(
            "row 1 is longer than", Refused(() => Rows(LeadFiles.At(_folder.Write("b.csv", long1)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name;Title\nA;CFO\nName;Title\nB;CEO\n", "row 2 (line 3) is the header once more")]
    [InlineData("Name,Title\n----,-----\nA,CFO\n", "row 1 (line 2) is a line that is drawn below the header")]
    [InlineData("| Name | Title |\n|:-----|------:|\n| A | CFO |\n", "row 1 (line 2) is a line that is drawn below the header")]
    [InlineData("Name;Title\nA;CFO\n\u001A", "row 2 (line 3) is the mark (Ctrl-Z)")]
    [InlineData("Q1,Q2\nWho?,What?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\nA,CFO\n", "row 2 (line 3) holds a survey program's ids", "HeaderRow 3")]
    public void What_programs_write_among_the_leads_is_called_what_it_is(string text, params string[] said)
    {
        var reader = LeadFiles.At(_folder.Write("a.csv", text)).Open();
        var bad = new BadRows();
        while (bad.Next(reader))
        {
        }

        reader.Dispose();
        Assert.All(said, part => Assert.Contains(part, Refused(bad.Refuse).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tsv_separates_with_tabs_unless_it_says_otherwise()
    {
        Assert.Equal(["x, y", "1"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.tsv", "City, Country\tId\nx, y\t1\n")))));
        Assert.Equal(["x, y"], Assert.Single(Rows(LeadFiles.At(_folder.Write("b.tsv", "Title\nx, y\n")))));
        Assert.Equal(["x", "y"], Assert.Single(Rows(LeadFiles.At(_folder.Write("c.tsv", "a,b\nx,y\n")))));
    }

    [Fact]
    public void The_options_settle_it()
    {
        var lines = _folder.Write("a.csv", "Job Title\nVP; Sales\nVP; Marketing\n");
        Assert.Equal([["VP; Sales"], ["VP; Marketing"]], Rows(LeadFiles.At(lines, options: new LeadFileOptions { Delimiter = '\t' })));
        Assert.Equal([["VP", " Marketing"]], Rows(LeadFiles.At(lines, options: new LeadFileOptions { HeaderRow = 2 })));
        var quoted = _folder.Write("b.csv", "a,b\n'x,y',2\n");
        Assert.Equal([["x,y", "2"]], Rows(LeadFiles.At(quoted, options: new LeadFileOptions { Quote = '\'' })));
        var stray = _folder.Write("c.csv", "a,b\n\"x\" y,2\n");
        Assert.Equal([["\"x\" y", "2"]], Rows(LeadFiles.At(stray, options: new LeadFileOptions { Quote = '\0' })));
        Assert.Contains(
            "has no row 9",
            Refused(() => LeadFiles.At(stray, options: new LeadFileOptions { HeaderRow = 9 }).Open()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_its_format_knows_nothing_of_is_refused()
    {
        var path = _folder.Write("a.jsonl", "{\"a\":1}\n");
        Assert.Contains(
            "Delimiter",
            Refused(() => LeadFiles.At(path, options: new LeadFileOptions { Delimiter = ';' })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "HeaderRow",
            Refused(() => LeadFiles.At(path, options: new LeadFileOptions { HeaderRow = 2 })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void UTF_16_is_found_without_its_mark_and_written_without_one(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var file = LeadFiles.At(_folder.Write("a.csv", encoding.GetBytes("Name,Title\nJürgen,Geschäftsführer\n")));
        Assert.Equal(["Jürgen", "Geschäftsführer"], Assert.Single(Rows(file)));
        Label(file, ["l"], _ => ["x"]);
        Assert.Equal(encoding.GetBytes("Name,Title,l\nJürgen,Geschäftsführer,x\n"), File.ReadAllBytes(_folder.File("a.labelled.csv")));
    }

    [Fact]
    public void A_file_in_UTF_8_is_not_read_as_anything_else()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "Name,Title\nJürgen,Koch\n"), options: new LeadFileOptions("windows-1252"));
        Assert.Contains("is valid UTF-8", Refused(() => file.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_UTF_8_is_not_read_as_anything_else_however_late_that_shows()
    {
        var ascii = "Name;Title\n" + string.Concat(Enumerable.Repeat("Jorgen;Koch\n", 9000));
        var utf8 = LeadFiles.At(_folder.Write("a.csv", ascii + "Jürgen;Köchin\n"), options: new LeadFileOptions("windows-1252"));
        Assert.Contains("is valid UTF-8", Refused(() => utf8.Open()).Message, StringComparison.Ordinal);
        var mixed = _folder.Write(
            "b.csv", [.. Encoding.UTF8.GetBytes(ascii + "Jürgen;Köchin\n"), .. Encoding.Latin1.GetBytes("Jürgen;Koch\n")]);
        Assert.Contains("Two encodings are mixed", Refused(() => Rows(LeadFiles.At(mixed))).Message, StringComparison.Ordinal);
        Assert.Equal(9002, Rows(LeadFiles.At(mixed, options: new LeadFileOptions("windows-1252"))).Count); // and no message sends the user back
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void UTF_16_without_a_mark_is_found_in_any_script(string name)
    {
        var text = "氏名,役職\n" + string.Concat(Enumerable.Repeat("山田太郎,営業部長\n", 20));
        Assert.Equal(["山田太郎", "営業部長"], Rows(LeadFiles.At(_folder.Write("a.csv", Encoding.GetEncoding(name).GetBytes(text))))[0]);
    }

    [Fact]
    public void Only_the_columns_asked_about_need_names_of_their_own()
    {
        const string Text = "Email,Title,Email,,\na@b.c,CFO,,,x\n";
        var file = LeadFiles.At(_folder.Write("a.csv", Text));
        using (var reader = file.Open())
        {
            Assert.Equal(["Email (column 1)", "Title", "Email (column 3)", "column 4", "column 5"], reader.Columns);
        }

        Label(file, ["l"], _ => ["x"]);
        Assert.Equal("Email,Title,Email,,,l\na@b.c,CFO,,,x,x\n", File.ReadAllText(_folder.File("a.labelled.csv")));
    }

    [Fact]
    public void All_rows_with_too_many_or_too_few_fields_are_named()
    {
        var text = "a,b,c\n" + string.Concat(Enumerable.Range(1, 500).Select(i => i % 20 == 0 ? "1,2\n" : "1,2,3\n"));
        using var reader = LeadFiles.At(_folder.Write("a.csv", text)).Open();
        var (bad, good) = (new BadRows(), 0);
        while (bad.Next(reader))
        {
            good++;
        }

        Assert.Equal((475, 25L), (good, bad.Count));
        Assert.Contains("25 rows can't be used. The first 20:", Refused(bad.Refuse).Message, StringComparison.Ordinal);
        Assert.Contains("row 400 (line 401) has 2 fields", Refused(bad.Refuse).Message, StringComparison.Ordinal);
    }
}
