namespace LeadScout.Savings.Validity;

/// <summary>The situations of the table, in its order.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> Standard { get; } =
    [
        ListScenario.Plain("titles_h2b"),
        ListScenario.Plain("industry_noga_multilingual"),
        ListScenario.Plain("banking77"),
        ListScenario.Plain("titles_noc"),
        ListScenario.Plain("names_charrnn"),
        MisledScenario.Wrong("titles_h2b", 0.03),
        MisledScenario.OverConfident("industry_noga_multilingual", 10),
        ListScenario.Noisy("titles_h2b", 0.05),
        StreamScenario.Drifting("names_worldcup_squads"),
        ListScenario.Plain("control_random_industry"),
        LabelScenario.Budgets("titles_h2b"),
        LabelScenario.Budgets("names_charrnn"),
        LabelScenario.Lines("titles_h2b"),
        LabelScenario.Lines("names_charrnn"),
        HintScenario.Column("titles_h2b"),
        HintScenario.Vectors("titles_h2b"),
        LabelScenario.Budgets("industry_noga_multilingual"),
        StreamScenario.Plain("titles_h2b"),
        StreamScenario.InCalls("titles_h2b"),
        StreamScenario.OverConfident("titles_h2b", 10),
    ];
}
