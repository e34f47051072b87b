using System.Text;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

/// <summary>
/// What is read from the log is what was written to it, or is called damaged; nothing is missed in silence, and paid again.
/// </summary>
public sealed class ChecksumTests : IDisposable
{
    private const int Flips = 300;
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("\ud83d")]
    [InlineData("Müller 🚀 \u200d")]
    public async Task Whatever_a_text_holds_its_checksum_holds_too(string text)
    {
        using var store = SqliteStore.Open(Leads);
        var call = await store.BeginAsync(Written.Intent(1, text), Cancellation);
        await store.CommitAsync(
            Written.End(call, 1, Written.Answer(text) with { Audit = new AuditMark("HR", 1) }, Written.Answer(new string('x', 20_000))));
        await store.AppendAsync(
            [Written.Answer("b") with { Source = AnswerSource.Person, Retracted = new Retraction("me", DateTimeOffset.UnixEpoch), ImportedCall = 7 }],
            Cancellation);

        Assert.Equal(3, await store.ReadAllAsync(null, Cancellation).CountAsync(Cancellation));
        Assert.Equal(2, await store.ReadAsync(Written.Answer("").Question, "recorded:test", Cancellation).CountAsync(Cancellation));
    }

    [Theory]
    [InlineData("head of sales 17", 5)]
    [InlineData("recorded:test", 3)]
    [InlineData("1970-01-01T00:00:00.0000000Z", 3)]
    public async Task A_flipped_bit_in_an_answer_is_named_with_the_way_on(string written, int at)
    {
        await WriteAsync();
        var bytes = File.ReadAllBytes(Leads);
        var place = bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(written));
        bytes[place + at] ^= 1;
        File.WriteAllBytes(Leads, bytes);

        using var store = SqliteStore.OpenRead(Leads);
        var error = await Assert.ThrowsAsync<BadInputException>(
            async () => await store.ReadAllAsync(null, Cancellation).CountAsync(Cancellation));
        Assert.Contains("is damaged: answer ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"examine {Leads}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_that_is_overwritten_anywhere_is_without_effect_or_is_told()
    {
        await WriteAsync();
        var whole = File.ReadAllBytes(Leads);
        var chance = new Random(16);
        var told = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var bytes = (byte[])whole.Clone();
            var at = chance.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << chance.Next(8));
            File.WriteAllBytes(Leads, bytes);

            told += await TellsAsync($"byte {at}") ? 1 : 0;
        }

        Assert.InRange(told, Flips / 10, Flips - 1);
    }

    [Fact]
    public async Task A_page_that_stands_in_place_of_another_is_told()
    {
        await WriteAsync();
        var whole = File.ReadAllBytes(Leads);
        var pages = whole.Length / 4096;
        for (var page = 1; page < pages; page++)
        {
            var bytes = (byte[])whole.Clone();
            bytes.AsSpan((page == pages - 1 ? 1 : page + 1) * 4096, 4096).CopyTo(bytes.AsSpan(page * 4096));
            File.WriteAllBytes(Leads, bytes);

            await TellsAsync($"page {page}");
        }
    }

    [Fact]
    public async Task Rows_that_are_gone_without_a_trace_are_missed()
    {
        await WriteAsync();
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            connection.Open();
            connection.Run("DROP TRIGGER answer_is_discounted; DELETE FROM answer WHERE position = 17");
        }

        using var store = SqliteStore.OpenRead(Leads);
        var error = await Assert.ThrowsAsync<BadInputException>(
            async () => await store.ReadAsync(Written.Answer("").Question, "recorded:test", Cancellation).CountAsync(Cancellation));
        Assert.Contains("400 answers were written, and 399 can be found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_forgotten_is_not_missed()
    {
        await WriteAsync();
        using var store = SqliteStore.Open(Leads);
        await store.ForgetAsync(Forgetting.Texts([TextKey.Of("head of sales 17")]), Cancellation);
        await store.AppendAsync([Written.Answer("new")], Cancellation);

        Assert.Equal(400, await store.ReadAsync(Written.Answer("").Question, "recorded:test", Cancellation).CountAsync(Cancellation));
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>Whether something is told; where nothing is, all answers must be there as they were written.</summary>
    private async Task<bool> TellsAsync(string what)
    {
        try
        {
            using var store = SqliteStore.OpenRead(Leads);
            var read = await store.ReadAsync(Written.Answer("").Question, "recorded:test", Cancellation)
                .Select(answer => answer.Text)
                .ToListAsync(Cancellation);
            Assert.True(read.SequenceEqual(Enumerable.Range(0, 400).Select(i => $"head of sales {i}")), what);
            return false;
        }
        catch (Exception e) when (e is BadInputException or SqliteException)
        {
            return true;
        }
    }

    private async Task WriteAsync()
    {
        using var store = SqliteStore.Open(Leads);
        await store.AppendAsync([.. Enumerable.Range(0, 400).Select(i => Written.Answer($"head of sales {i}"))], Cancellation);
    }
}
