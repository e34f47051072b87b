using LeadScout.Application.Certificates;
using LeadScout.Application.Reviews.Exchange;
using LeadScout.Files.AnswerFiles;
using LeadScout.Fuzz.Engine;
using LeadScout.Questions;
using LeadScout.Sqlite.Predecessor;
using LeadScout.Texts;

namespace LeadScout.Fuzz.Targets;

/// <summary>What is brought in from elsewhere: answers, reviews, certificates, and the database of the predecessor.</summary>
internal static class ImportTargets
{
    private static readonly string[] Json = ["{", "}", "[", "]", ",", ":", "null", "\"\\ud83d\"", "\"\\u0000\"", "1e400", "[[[[[[", "\uFEFF"];

    public static readonly FuzzTarget AnswerLines = new("answers-jsonl", "refused with its line, or taken; exported and read again, the same answers", bytes => ReadAnswers("answers.jsonl", bytes))
    {
        Words = [.. Json, "\"question\":\"q\"", "\"version\":\"", "\"text\":\"", "\"label\":\"", "\"source\":\"person\"", "\"by\":\"", "\"at\":\"2026-03-29T14:05:00Z\"", "\"job\":\"0123456789ab\"", "\"call\":", "\"auditProbability\":", "\"takenBackBy\":\"", "0001-01-01", "9999-12-31T23:59:59-14:00", "2026-02-30"],
    };

    public static readonly FuzzTarget AnswerRows = new("answers-csv", "refused with its row, or taken; exported and read again, the same answers", bytes => ReadAnswers("answers.csv", bytes))
    {
        Words = [.. AnswerColumns.Names, ",", "\"", "\n", "'=", "'", "person", "teacher", "2026-03-29T14:05:00Z", "1e400", "NaN", "0.5", "\uFEFF", "\r"],
    };

    public static readonly FuzzTarget Reviews = new("review", "refused with its task, or read; no label that the file does not say", ReadReview)
    {
        Words =
        [
            .. Json, "\"data\":{\"text\":\"", "\"annotations\":[", "\"result\":[", "\"from_name\":\"department\"", "\"type\":\"choices\"", "\"value\":{\"choices\":[\"Sales\"]}", "\"was_cancelled\":true", "\"ground_truth\":true", "\"fields\":{\"text\":\"",
            "\"responses\":{\"department\":[{\"value\":\"Sales\",\"status\":\"submitted\"}]}", "\"department\":\"Sales\"", "\"choices\":",
        ],
    };

    public static readonly FuzzTarget Certificates = new("certificate", "refused, or read; written again, the same document with the same hash", ReadCertificate)
    {
        Words = [.. Json, "\"format\":\"", "\"hash\":\"", "\"certificates\":[", "\"upperBound\":", "\"began\":\"2026-03-29T14:05:00+02:00\""],
        MostBytes = 4096,
    };

    public static readonly FuzzTarget Predecessor = new("predecessor", "refused with a reason, or read to its end", ReadPredecessor) { MostBytes = 8192 };

    private static void ReadAnswers(string name, byte[] bytes)
    {
        var keys = TextKeys.Plain;
        AnswerEntry[] entries;
        try
        {
            entries = [.. AnswerFile.Read(Scratch.Put(name, bytes), keys)];
        }
        catch (BadInputException)
        {
            return;
        }

        var written = Scratch.At("again" + Path.GetExtension(name));
        using (var writer = AnswerFile.Create(written, keys))
        {
            try
            {
                foreach (var entry in entries)
                {
                    writer.Write(entry.Answer, entry.QuestionName);
                }
            }
            catch (BadInputException)
            {
                return; // a CSV can't hold every text
            }

            writer.Complete();
        }

        if (entries.Length > 0)
        {
            Promise.SameTexts([.. entries.Select(Said)], [.. AnswerFile.Read(written, keys).Select(Said)], "Answers, exported and read again");
        }
    }

    private static string Said(AnswerEntry entry) =>
        $"{entry.QuestionName} {entry.Answer.Question} {entry.Answer.Key} {entry.Answer.Text} {entry.Answer.Label} {entry.Answer.Source} {entry.Answer.By} {entry.Answer.At:O} {entry.Answer.Job} {entry.Answer.Audit} {entry.Answer.Retracted}";

    private static void ReadReview(byte[] bytes)
    {
        var path = Scratch.Put("review.json", bytes);
        foreach (var form in Enum.GetValues<ExchangeForm>())
        {
            try
            {
                foreach (var task in new LabelledTaskReader(form, ReplyTargets.Department).Read(path))
                {
                    Promise.Holds(task.Text is not null && !task.Labels.IsDefault, "A task has no text, or no list of labels.");
                    Promise.Same(task.Labels.Length, task.Labels.Distinct(StringComparer.Ordinal).Count(), "Labels of a task, each once");
                }
            }
            catch (BadInputException)
            {
                // refused, with a reason
            }
        }
    }

    private static void ReadCertificate(byte[] bytes)
    {
        try
        {
            var read = SignedCertificate.Parse(System.Text.Encoding.UTF8.GetString(bytes), "fuzzed");
            var again = SignedCertificate.Parse(read.ToJson(), "written");
            Promise.Same(read.HashOf(), again.HashOf(), "The hash of a certificate, written again");
        }
        catch (BadInputException)
        {
            // refused, with a reason
        }
    }

    private static void ReadPredecessor(byte[] bytes)
    {
        var path = Scratch.Put("llm_learning.db", bytes);
        try
        {
            using var file = PredecessorFile.Open(path);
            var rows = file.Rows().Take(100_000).ToArray();
            Promise.Holds(rows.Length < 100_000, "It has no end.");
            Promise.Same(rows.Length, file.Rows().Count(), "Rows, read again");
        }
        catch (BadInputException)
        {
            // refused, with a reason
        }

        Promise.Holds(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(path)), "The predecessor's file was changed.");
    }
}
