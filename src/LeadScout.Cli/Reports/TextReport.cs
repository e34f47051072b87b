using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.Arguments;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>The bill and the certificate of a job, for a person.</summary>
internal static class TextReport
{
    public static void Write(
        IAnsiConsole console, Job job, JobReport report, string database, ImmutableArray<LabelMistake> mistakes = default, Forecast? left = null)
    {
        if (report.Certified is { } certified)
        {
            var isRecheck = job.Invocation.ContainsKey(JobInvocation.RechecksKey);
            CertifiedText.Write(console, certified, mistakes.IsDefault ? [] : mistakes, isRecheck, Jobs(job, database));
        }
        else if (report.Questions.IsEmpty)
        {
            console.Write(RowsTable(report));
            TermsText.Write(console, report);
            LabelText.Write(console, report.Certificate, Jobs(job, database));
        }

        foreach (var (question, part) in report.Questions)
        {
            console.WriteLine();
            console.WriteLine($"{question}: {part.AskedTexts.Of("text")} asked");
            console.Write(RowsTable(part));
            console.WriteLine($"  certificate  {CertificateText.Of(part)}");
            LabelText.Write(console, part.Certificate, Jobs(job, database));
            if (part.SelfConsistency is { } check)
            {
                console.WriteLine($"  self-check   {SelfCheckText.Of(check, part.Certificate.Budget)}");
            }

            if (part.AnsweredAlone is { } answered)
            {
                console.WriteLine($"  alone-check  {AloneCheckText.Of(answered, part.Certificate.Budget)}");
            }
        }

        if (report.Certified is not null || !report.Questions.IsEmpty)
        {
            TermsText.Write(console, report);
        }

        var facts = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        Add(facts, "asked", Asked(report));
        Add(
            facts,
            "tokens",
            $"{report.Usage.InputTokens.Text()} in ({report.Usage.CachedInputTokens.Text()} cached), {report.Usage.OutputTokens.Text()} out");
        Add(facts, "cost", report.Calls == 0 && report.Cost is null ? "nothing: no call was needed" : Spending(report) ?? "nothing: this LLM is free");
        foreach (var bill in report.Teachers)
        {
            Add(facts, "of these", Part(bill));
        }

        if (report.Embeddings is { } embeddings)
        {
            Add(facts, "of these", Part(embeddings));
        }

        if (report.Models.GroupBy(model => model.Teacher).Any(same => same.Count() > 1))
        {
            Add(
                facts,
                "models",
                $"the service named several: {string.Join(", ", report.Models.Select(model => $"{model.Model} ({model.Calls.Of("call")})"))}. What is certified is what these calls said, not what one of the models would.");
        }

        foreach (var alarm in report.DriftAlarms)
        {
            Add(facts, "drift", $"{alarm.Question}: {alarm.AuditErrors.Text()} of {alarm.Audits.Of("audit")} wrong, more than in earlier jobs");
        }

        foreach (var given in report.GivenUp)
        {
            Add(facts, "given up", WordsOf(given));
        }

        foreach (var (name, value) in BillText.Beside(report))
        {
            Add(facts, name, value);
        }

        if (report.Certified is null)
        {
            Add(
                facts,
                report.Questions.IsEmpty ? "certificate" : "certificates",
                report.Questions.IsEmpty ? CertificateText.Of(report) : "one for each question, see above; each holds at its own confidence");
        }

        if (report.Questions.IsEmpty && report.SelfConsistency is { } consistency)
        {
            Add(facts, "self-check", SelfCheckText.Of(consistency, report.Certificate.Budget));
        }

        if (report.Questions.IsEmpty && report.AnsweredAlone is { } alone)
        {
            Add(facts, "alone-check", AloneCheckText.Of(alone, report.Certificate.Budget));
        }

        if (report.Canaries is { } canaries)
        {
            Add(facts, "canaries", CanaryText.Of(canaries));
        }

        Add(facts, "time", report.Elapsed.Text());
        if (ResultFile.IsWritten(job.State) && job.OutputName.Length > 0)
        {
            Add(facts, "output", job.OutputName);
        }

        Add(facts, "next", JobEnding.NextStep(job, database, left));
        console.Write(facts);
        if (report is { Certified: null, Savings: { Rows: > 0 } savings })
        {
            console.Write(SavingsTable(savings));
        }
    }

    private static string Jobs(Job job, string database) =>
        $"leadscout jobs show {job.Id}{OptionWords.Database(database)}";

    /// <summary>As in <c>43 texts: not one of the labels: "Retail"</c>.</summary>
    public static string WordsOf(GivenUpReason given) => $"{given.Texts.Of("text")}: {given.Reason}";

    private static void Add(Grid facts, string name, string value) => facts.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

    private static string Asked(JobReport report)
    {
        var asked = $"{report.AskedTexts.Of("text")} in {(report.Calls - (report.Embeddings?.Calls ?? 0)).Of("call")}{(report is { CallsInSequence: > 0, Calls: > 0 } ? $", {report.CallsInSequence.Text()} in sequence," : "")} for {report.Rows.Of("row")}";
        if (report.FailedCalls > 0)
        {
            asked += $"; {report.FailedCalls.Of("call")} brought no answer";
        }

        return report.AskedTextsIfDeferred is { } deferred && deferred != report.AskedTexts
            ? $"{asked} (with deferred learning: {deferred.Of("ask")}, repeats included)"
            : asked;
    }

    // The table of the savings says of which rows a job that labels speaks; one that puts labels to the proof has none.
    private static string? Spending(JobReport report) => Numbers.Spending(report.Cost, report.RowByRowCost, report.Savings) is { } spending
        ? report is { Certified: not null, Savings: { Rows: > 0 } savings } && report.RowByRowCost > Money.Zero ? $"{spending}; row by row is a call for each of {savings.Rows.Of("row")}" : spending
        : null;

    private static string Part(TeacherBill bill) =>
        $"{bill.Teacher}: {bill.AskedTexts.Of("text")} in {bill.Calls.Of("call")}, {bill.Usage.InputTokens.Text()} tokens in, {bill.Usage.OutputTokens.Text()} out, {bill.Cost?.ToString() ?? "price unknown"}{BillText.Possibly(bill.PossiblyBilled)}";

    private static string Part(EmbeddingBill bill) =>
        $"{bill.Model}: {bill.Texts.Of("text")} embedded in {bill.Calls.Of("call")}, {bill.Tokens.Text()} tokens in, {bill.Cost?.ToString() ?? "price unknown"}{BillText.Possibly(bill.PossiblyBilled)}";

    private static Table SavingsTable(Savings savings)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn($"the same {savings.Rows.Of("row")}");
        table.AddColumn(new TableColumn("texts") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("calls") { Alignment = Justify.Right });
        var isPriced = !savings.IsFree && savings.RowByRow.Cost is not null;
        if (isPriced)
        {
            table.AddColumn(new TableColumn("by prompts") { Alignment = Justify.Right });
        }

        table.AddColumn("");
        foreach (var (name, step, saved) in SavingsText.Lines(savings))
        {
            string[] cells = [name, step.Texts.Text(), step.Calls.Text(), .. isPriced ? [step.Cost.ToString()!] : Array.Empty<string>(), saved];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static Table RowsTable(JobReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("decided by");
        table.AddColumn(new TableColumn("rows") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("share") { Alignment = Justify.Right });
        table.AddColumn("");
        foreach (var (source, rows) in report.RowsBySource)
        {
            if (rows > 0)
            {
                Add(source.Shown(), rows, MeaningOf(source));
            }
        }

        foreach (var (reason, rows) in report.UndecidedRows)
        {
            Add("undecided", rows, MeaningOf(reason));
        }

        if (report.KeptRows > 0)
        {
            Add("kept", report.KeptRows, "the label that the list had; not looked at");
        }

        return table;

        void Add(string by, long rows, string meaning) =>
            table.AddRow(
                new Text(by), new Text(rows.Text()), new Text(Numbers.Share(rows, report.Rows)), new Text(meaning, new Style(Color.Grey)));
    }

    private static string MeaningOf(DecisionSource source) => source switch
    {
        DecisionSource.Person => "a person's answer",
        DecisionSource.Exact => "an answer the log already had",
        DecisionSource.Rule => "a rule of the question",
        DecisionSource.Student => "learned in this list and audited",
        _ => "asked in this job, repeats included",
    };

    private static string MeaningOf(UndecidedReason reason) => reason switch
    {
        UndecidedReason.Blank => "no text in the row",
        UndecidedReason.Failed => "the LLM gave no label of the question",
        UndecidedReason.OutOfMoney => "the spending limit came first",
        UndecidedReason.TooLong => "the text is longer than the model takes, or than --max-text with --long-texts skip",
        UndecidedReason.CellError => "a cell is a spreadsheet's error, such as #N/A",
        UndecidedReason.NotComputed => "a cell is a formula whose result the file does not hold",
        _ => "not asked yet",
    };
}
