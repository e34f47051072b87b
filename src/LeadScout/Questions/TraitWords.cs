using System.Collections.Immutable;

namespace LeadScout.Questions;

/// <summary>
/// The words that speak of protected traits, folded (see <see cref="LabelMatcher.Fold"/>), in the languages that lists mostly come in. A
/// star stands for any ending.
/// </summary>
/// <param name="Trait">The trait.</param>
/// <param name="Asked">Words that name the trait itself: whoever asks about a person with them asks for the trait.</param>
/// <param name="Values">What a person with the trait is called, and hardly anything else is.</param>
/// <param name="Ambiguous">What a person with the trait is called, and much else besides: colours, directions, regions.</param>
internal sealed record TraitWords(
    ProtectedTrait Trait, ImmutableArray<WordPattern> Asked, ImmutableArray<WordPattern> Values, ImmutableArray<WordPattern> Ambiguous)
{
    /// <summary>All traits.</summary>
    public static ImmutableArray<TraitWords> All { get; } =
    [
        Of(
            ProtectedTrait.Religion,
            "religi*, faith, philosophical belief*, denomination, konfession*, glaube*, weltanschauung*, croyance*, confession religieuse, creencia*, crenca*, "
            + "credo religioso, fede religiosa, godsdienst*, geloof*, levensbeschouw*, wyznani*, вероисповедан*, религи*",
            "christian, christians, catholic*, protestant*, evangelical christian*, muslim*, moslem*, islamic, jew, jews, jewish, hindu, hindus, buddhist*, sikh*, "
            + "atheist*, agnostic*, christ, christin, katholi*, evangelisch, jude, judisch, juif, juive, chretien*, catholique*, musulman*, athee*, bouddhist*, cristian*, "
            + "cattolic*, judio*, judia*, ebre*, budist*, ateo*, ateu*, christen, joods, katoliki, katolik, zyd, mormon*",
            "orthodox, reformed, secular, believer*, none religious"),
        Of(
            ProtectedTrait.Ethnicity,
            "ethni*, etni*, race, races, racial*, rasse, rassen*, raza, razza, razze, raca, racas, ras, rasow*, skin colo*, hautfarbe*, couleur de peau, "
            + "color de piel, colore della pelle, cor da pele, huidskleur, этническ*, расов*, раса",
            "caucasian*, hispanic*, latino, latinos, latina, latinas, latinx, african american*, afro american*, afroamerican*, native american*, gypsy, gypsies, "
            + "zigeuner*, sinti, aboriginal*, mestizo*, mestiza*, mulatt*, mixed race, biracial, white person, black person, people of colo*",
            "black, white, asian, african, arab, arabs, european, indian, coloured, colored, roma, indigenous, pacific islander, schwarz*, weiss*, asiat*, noir, noire, "
            + "blanc, blanche, negro, negra, blanco, blanca, nero, bianco, preto, branco, pardo"),
        Of(
            ProtectedTrait.Health,
            "health condition*, health status, state of health, health problem*, health issue*, health data, mental health, s health, his health, her health, their health, "
            + "illness*, disease*, sickness*, disabilit*, disabled, diagnos*, medical condition*, pregnan*, gesundheitszustand*, gesundheitsdaten, krankheit*, "
            + "krank, behinder*, schwerbehinder*, schwanger*, maladie*, etat de sante, handicap*, enceinte, enfermedad*, estado de salud, discapacidad*, embaraz*, malatti*, "
            + "stato di salute, disabilita, incinta, doenca*, estado de saude, deficiencia*, gravida, ziekte*, gezondheidstoestand*, zwanger*, chorob*, stan zdrowia, "
            + "niepelnospraw*, niepełnospraw*, болезн*, инвалид*, состояние здоровья",
            "disabled, has a disability, with a disability, diabetic, diabetics, pregnant, hiv*, chronically ill, mentally ill, depressive, autistic, wheelchair user*, schwerbehindert*, behindert*, schwanger, "
            + "chronisch krank, handicape*, enceinte, discapacitad*, embarazada, disabile, incinta, gravida, gehandicapt*, zwanger",
            "healthy, sick, ill, diabetes, cancer, depression, gesund, krank, malade, enfermo, malato, doente, ziek"),
        Of(
            ProtectedTrait.Orientation,
            "sexual*, sexualit*, sexuel*, sexuell*, sex life, lgbt*, sessual*, seksue*, seksual*, geaardheid, сексуальн*",
            "gay, gays, lesbian*, homosexual*, heterosexual*, bisexual*, transgender*, queer, asexual, schwul*, lesbisch*, homosexuell*, heterosexuell*, bisexuell*, "
            + "homosexuel*, heterosexuel*, bisexuel*, lesbienne*, lesbiana*, lesbica*, omosessual*, eterosessual*, homoseksue*, heteroseksue*",
            "straight, hetero"),
        Of(
            ProtectedTrait.Politics,
            "political, politics, politisch*, politique*, politica, politicas, politico, politicos, politiche, politiek*, polityczn*, политич*, party affiliation*, "
            + "party membership*, parteizugehorigkeit*, parteimitglied*, votes for, vote for, wahlt, wahlverhalten",
            "democrat, democrats, republican, republicans, socialist*, communist*, left wing*, right wing*, far left, far right, kommunist*, sozialdemokrat*, "
            + "christdemokrat*, sozialist*, comunist*, socialista*, linksliberal*, rechtsextrem*",
            "left, right, conservative*, liberal*, labour, green, greens, centrist*, links, rechts, gauche, droite, izquierda, derecha, sinistra, destra"),
        Of(
            ProtectedTrait.Union,
            "trade union*, labor union*, labour union*, union member*, unioniz*, unionis*, union membership, gewerkschaft*, syndicat*, syndiqu*, sindicat*, sindacat*, vakbond*, "
            + "zwiazk* zawodow*, профсоюз*",
            "union member*, member of a trade union, members of a trade union, trade unionist*, unionized, unionised, gewerkschaftsmitglied*, gewerkschafter*, syndique*, sindicalizad*, sindicalist*, sindacalist*, vakbondslid, "
            + "vakbondsleden",
            ""),
        Of(
            ProtectedTrait.Biometrics,
            "genetic, genetics, genetisch*, genetique*, genetica, genetico, biometr*, dna, blood group, blood type, blutgruppe, groupe sanguin",
            "",
            ""),
    ];

    /// <summary>After an adjective of a trait, these speak of an organisation or a trade, not of a person.</summary>
    public static ImmutableArray<WordPattern> Organisations { get; } = WordPattern.List(
        "organi*, institut*, associa*, communit*, bod*, charit*, societ*, sector*, industr*, branche*, compan*, firm*, business*, service*, science*, studies, affair*, "
        + "engineer*, consult*, advis*, einricht*, gemeinschaft*, verein*, empresa*, aziend*, entreprise*");

    /// <summary>A question with these is about a person.</summary>
    public static ImmutableArray<WordPattern> Persons { get; } = WordPattern.List(
        "person, persons, people, somebody, someone, individual, individuals, bearer*, human being*, man, men, woman, women, he, she, him, his, her, who, employee*, candidate*, "
        + "applicant*, contact, contacts, citizen*, patient, patients, voter*, surname*, forename*, first name*, last name*, given name*, family name*, full name*, firstname, "
        + "lastname, fullname, mensch*, personen, mitarbeiter*, bewerber*, kandidat*, ansprechpartner*, trager*, vorname*, nachname*, familienname*, kontakt*, personne, personnes, "
        + "gens, employe*, candidat*, homme*, femme*, prenom*, nom de famille, persona, personas, persone, hombre*, mujer*, emplead*, apellido*, individuo*, uomo, uomini, donna, "
        + "donne, dipendent*, cognome*, pessoa*, homem, homens, mulher*, sobrenome*, persoon, mensen, medewerker*, achternaam, voornaam, osoba, osoby, nazwisk*, человек*, "
        + "люд*, фамили*");

    /// <summary>A question with these, and none of the persons, is about something else.</summary>
    public static ImmutableArray<WordPattern> Things { get; } = WordPattern.List(
        "compan*, organi*, firm, firms, business*, industr*, product*, book*, institut*, association*, restaurant*, website*, document*, article*, charit*, church*, clinic*, "
        + "hospital*, drug*, medicine*, event*, publication*, unternehmen*, firma, firmen*, branche*, produkt*, verein*, buch*, entreprise*, societe*, produit*, empresa*, "
        + "producto*, libro*, azienda*, aziende*, ditta, societa, prodott*, bedrij*, przedsiebiorstw*, компани*, продукт*");

    /// <summary>A question about languages has labels such as African or Asian that say nothing else.</summary>
    public static ImmutableArray<WordPattern> Languages { get; } = WordPattern.List(
        "language*, sprache*, langue*, idioma*, lengua*, lingua*, taal, talen, jezyk*, язык*");

    private static TraitWords Of(ProtectedTrait trait, string asked, string values, string ambiguous) =>
        new(trait, WordPattern.List(asked), WordPattern.List(values), WordPattern.List(ambiguous));
}
