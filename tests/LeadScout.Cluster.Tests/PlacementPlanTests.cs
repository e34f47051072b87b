using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Server.Clustering;
using LeadScout.Stores;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>Which waiting job goes to which node.</summary>
public sealed class PlacementPlanTests
{
    [Fact]
    public void Jobs_go_to_the_nodes_with_the_most_free_places_the_oldest_first()
    {
        var plan = PlacementPlan.Of([Job(1), Job(2), Job(3), Job(4)], Set(), [Node("a", 2), Node("b", 1)]);
        Assert.Equal([(1, "a"), (2, "a"), (3, "b")], plan.Select(Short));
    }

    [Fact]
    public void Jobs_of_one_question_and_one_LLM_take_turns_and_no_younger_one_passes()
    {
        SubmittedJob[] wanted = [Job(1, "industry"), Job(2, "department, industry"), Job(3, "department"), Job(4, "department", "other")];
        Assert.Equal([(1, "a"), (4, "a")], PlacementPlan.Of(wanted, Set(), [Node("a", 9)]).Select(Short));
        Assert.Equal([(4, "a")], PlacementPlan.Of(wanted, Set(1), [Node("a", 9)]).Select(Short));
        Assert.Equal([(2, "a"), (4, "a")], PlacementPlan.Of(wanted[1..], Set(), [Node("a", 9)]).Select(Short));
    }

    [Fact]
    public void Nothing_is_placed_on_a_node_that_nobody_reaches_or_that_has_no_place_left()
    {
        Assert.Empty(PlacementPlan.Of([Job(1)], Set(), []));
        Assert.Empty(PlacementPlan.Of([Job(1)], Set(), [Node("a", 0), Node("b", -1), Node(null, 2)]));
    }

    private static (int Job, string Address) Short(JobPlacement placement) =>
        (int.Parse(placement.Job.Value, System.Globalization.CultureInfo.InvariantCulture), placement.Address);

    private static HashSet<JobId> Set(params int[] jobs) => [.. jobs.Select(Id)];

    private static JobId Id(int job) => new(job.ToString("000000000000", System.Globalization.CultureInfo.InvariantCulture));

    private static NodeRecord Node(string? address, int free) => new($"node {address}", address, "1", free + 1, 1, 0, default, default);

    private static SubmittedJob Job(int number, string? question = null, string teacher = "llm") => new()
    {
        Id = Id(number),
        InputName = "list.csv",
        QuestionName = question ?? $"question {number}",
        Teacher = teacher,
        Invocation = ImmutableSortedDictionary<string, string>.Empty,
        Settings = new JobSettings(),
        IsWanted = true,
        By = "me",
        At = default,
    };
}
