using System.Collections.Frozen;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// What spreadsheets show in place of a value that can't be computed, in the languages of Excel, LibreOffice and Google Sheets.
/// Thread-safe.
/// </summary>
public static class SpreadsheetErrors
{
    private const int Longest = 20;

    private static readonly FrozenSet<string> Known = (
        "#N/A #N/A! #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! #CONNECT! #BUSY! #EXTERNAL! #PYTHON! #ERROR! "
        + "#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #FELD! #FEHLER! "
        + "#VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! #EPARS! "
        + "#N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡NUM! #¡NUMERO! #¡NULO! #¡DIV/0! #DESBORDAMIENTO! "
        + "#RIF! #VALORE! #NOME? #NULLO! #VALOR! #NÚM! #NULO! #DESPEJAR! "
        + "#N/B #VERW! #WAARDE! #NAAM? #GETAL! #LEEG! #DEEL/0! "
        + "#N/D! #ADR! #ARG! #NAZWA? #LICZBA! #ZERO! #DZIEL/0! "
        + "#SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #DIVISION/0! #SKÄRNING! "
        + "#I/T #I/T! #REFERENCE! #VÆRDI! #VERDI! #NAVN? #TALL! "
        + "#ODKAZ! #HODNOTA! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU! "
        + "#Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ЧИСЛО! #ПУСТО! #ДЕЛ/0! "
        + "#YOK #BAŞV! #DEĞER! #AD? #SAYI! #BOŞ! #SAYI/0! "
        + "#PUUTTUU! #PUUTTUU #VIITTAUS! #ARVO! #NIMI? #LUKU! #JAKO/0! #TYHJÄ! "
        + "#HIÁNYZIK #HIV! #ÉRTÉK! #NÉV? #SZÁM! #ZÉRÓOSZTÓ! #NULLA!")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a cell's text is an error and nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        var cell = text.Trim();
        if (cell.Length is < 3 or > Longest)
        {
            return false;
        }

        return cell[0] == '#'
            ? Lookup.Contains(cell) || cell.IndexOfAnyExcept('#') < 0
            : cell.Length == 7 && cell.StartsWith("Err:5") && char.IsAsciiDigit(cell[5]) && char.IsAsciiDigit(cell[6]);
    }
}
