using LeadScout.Forecasts;
using LeadScout.Savings.Forecasts;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Forecasts;

public sealed class ForecastPointsFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Points_are_read_as_they_were_added_and_only_those_wanted()
    {
        ForecastList wanted = new(SmallSets.Titles, 1_000, 2, 1), other = new(SmallSets.Titles, 2_000, 5, 2, EarlierRows: 1_000);
        new ForecastPointsFile(_file).Add([Point(wanted, Moment.Before), Point(wanted, Moment.Live)]);
        new ForecastPointsFile(_file).Add([Point(other, Moment.Before)]);

        Assert.Equal(
            [Point(wanted, Moment.Before), Point(wanted, Moment.Live)],
            new ForecastPointsFile(_file).Read([wanted, new ForecastList(SmallSets.Titles, 500, 2, 1)]));
    }

    [Fact]
    public void Without_a_file_there_are_none() => Assert.Empty(new ForecastPointsFile(_file + ".none").Read([]));

    private static ForecastPoint Point(ForecastList list, Moment moment) => new(
        list,
        moment,
        20,
        new ForecastFeatures { Open = 980, Certain = 100, Answers = 20, Planned = 312.5, Nearness = 0.4, MaxError = 0.02 },
        new CallTokens(345.5, 20.25, 8, 6),
        400,
        25,
        0.0123m);
}
