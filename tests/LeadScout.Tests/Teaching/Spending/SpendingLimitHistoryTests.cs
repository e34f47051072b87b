using CsCheck;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using Xunit;

namespace LeadScout.Tests.Teaching.Spending;

/// <summary>Any history of a spending limit, beside an oracle that adds up the ledger line by line after each step.</summary>
public sealed class SpendingLimitHistoryTests
{
    private const int MostAccounts = 5;

    private static readonly Gen<(int What, int Who, int Service, int Ceiling, int Percent)[]> Histories =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, MostAccounts - 1], Gen.Int[0, 1], Gen.Int[1, 400], Gen.Int[0, 130]).Array[1, 60];

    [Fact]
    public void What_is_measured_possibly_billed_and_held_back_fits_the_limit_whenever_a_call_goes_out_and_adds_up_to_the_ledger() =>
        Histories.Sample(
            steps =>
            {
                var history = new History(new Money(1_000));
                foreach (var (what, who, service, ceiling, percent) in steps)
                {
                    var before = history.Running();
                    Take(history, what, who, service, ceiling, percent);
                    history.AssertHolds(before);
                }

                history.AssertEnds();
            },
            iter: 2_000);

    private static void Take(History history, int what, int who, int service, int ceiling, int percent)
    {
        switch (what)
        {
            case <= 4:
                history.Reserve(who, service, new Money(ceiling));
                break;
            case <= 6:
                history.Settle(who, Billing.Measured, percent <= 120 ? Math.Min(percent, 100) : percent * 3);
                break;
            case 7:
                history.Settle(who, Billing.PossiblyBilled, 100);
                break;
            case 8:
                history.Settle(who, Billing.NotBilled, 0);
                break;
            case <= 10:
                history.Close(who);
                break;
            default:
                history.Resume(isReleased: what == 12);
                break;
        }
    }

    private sealed class Call(SpendingAccount account)
    {
        public SpendingAccount Account => account;

        public int Service { get; set; }

        public Money Announced { get; set; }

        public Money Granted { get; set; }
    }

    private sealed class History(Money limit)
    {
        private readonly List<LedgerLine> _ledger = [];
        private readonly Call?[] _calls = new Call?[MostAccounts];
        private readonly List<(Money Ceiling, Money Cost)>[] _taught = [[], []];
        private Money _beyond;
        private SpendingLimit _spending = new(limit, []);

        private IEnumerable<Call> Open => _calls.OfType<Call>();

        public HashSet<Call> Running() => [.. Open.Where(call => call.Account.Running is not null)];

        public void Reserve(int who, int service, Money ceiling)
        {
            var call = _calls[who] ??= new Call(_spending.Open());
            if (call.Account is { IsAtRest: false, Running: null })
            {
                (call.Service, call.Announced) = (service, ceiling);
                _ = call.Account.ReserveAsync(_spending.RecordOf(NameOf(service)), ceiling, TestContext.Current.CancellationToken);
            }
        }

        public void Settle(int who, Billing billing, int percent)
        {
            if (_calls[who] is { Account.Running: { } held } call)
            {
                var cost = new Money(held.NanoDollars * percent / 100);
                Enter(call, billing, cost, CallState.Answered);
                call.Account.Settle(cost, billing);
            }
        }

        public void Close(int who)
        {
            if (_calls[who] is { Account: { Running: null, Wish: null } account })
            {
                account.Finish();
                account.Dispose();
                _calls[who] = null;
            }
        }

        /// <summary>
        /// A crash: what is out is lost, and counts at its most. A person may release what is possibly billed. The job goes on with its
        /// ledger.
        /// </summary>
        public void Resume(bool isReleased)
        {
            foreach (var call in Open.Where(call => call.Account.Running is not null))
            {
                Enter(call, Billing.PossiblyBilled, call.Granted, CallState.Lost);
            }

            for (var i = 0; i < _ledger.Count && isReleased; i++)
            {
                _ledger[i] = _ledger[i] with { IsReleased = _ledger[i].Billing == Billing.PossiblyBilled };
            }

            Array.Clear(_calls);
            for (var service = 0; service < _taught.Length; service++)
            {
                _taught[service] =
                    [.. _ledger.Where(line => line.Intent.Teacher == NameOf(service))
                        .Select(line => (line.Intent.Ceiling!.Value, line.Cost!.Value))];
            }

            _spending = new SpendingLimit(limit, _ledger);
        }

        public void AssertHolds(HashSet<Call> before)
        {
            Assert.Equal(Counted(Billing.Measured), _spending.Spent);
            Assert.Equal(Counted(Billing.PossiblyBilled), _spending.PossiblyBilled);
            Assert.Equal(Total(Running().Select(call => Widened(call.Service, call.Announced))), _spending.Reserved);
            var all = _spending.Spent + _spending.PossiblyBilled + _spending.Reserved;
            Assert.Equal(all > limit ? Money.Zero : limit - all, _spending.Left);
            foreach (var call in Running().Except(before))
            {
                call.Granted = call.Account.Running!.Value;
                Assert.True(all <= limit, $"A call went out though {all.NanoDollars} of {limit.NanoDollars} are spent or held back.");
            }
        }

        /// <summary>
        /// Nobody waits for ever, and the limit is passed by no more than what calls were billed beyond what they had been granted.
        /// </summary>
        public void AssertEnds()
        {
            for (var round = 0; round < 10 * MostAccounts; round++)
            {
                var before = Running();
                Settle(round % MostAccounts, Billing.NotBilled, 0);
                AssertHolds(before);
                before = Running();
                Close(round % MostAccounts);
                AssertHolds(before);
            }

            Assert.Empty(Open);
            Assert.True(_spending.Spent + _spending.PossiblyBilled <= limit + _beyond);
        }

        private void Enter(Call call, Billing billing, Money cost, CallState state)
        {
            _beyond += cost > call.Granted ? cost - call.Granted : Money.Zero;
            _taught[call.Service].Add((call.Announced, cost));
            _ledger.Add(
                new LedgerLine(_ledger.Count, IntentOf(call), state, default, cost, null, DateTimeOffset.UnixEpoch) { Billing = billing });
        }

        private Money Counted(Billing billing) =>
            Total(_ledger.Where(line => line.Billing == billing && !line.IsReleased).Select(line => line.Cost!.Value));

        private Money Widened(int service, Money ceiling)
        {
            var beyond = _taught[service].Where(bill => bill.Cost > bill.Ceiling).ToArray();
            return new(beyond.Select(bill => (long)Math.Ceiling(ceiling.NanoDollars * ((double)bill.Cost.NanoDollars / bill.Ceiling.NanoDollars)))
                .Concat(beyond.Select(bill => (ceiling + bill.Cost - bill.Ceiling).NanoDollars)).Append(ceiling.NanoDollars).Max());
        }

        private static Money Total(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

        private static string NameOf(int service) => service == 0 ? "first" : "second";

        private static CallIntent IntentOf(Call call) => new()
        {
            Job = null,
            Batch = default,
            Attempt = 1,
            Teacher = NameOf(call.Service),
            Texts = [],
            Ceiling = call.Granted,
            At = DateTimeOffset.UnixEpoch,
        };
    }
}
