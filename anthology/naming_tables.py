"""What is known of words before a text is read: given names, surnames, titles, places, kinds.

Names are those of probablepeople (United States census and registers of births), ordinary words
those of pyspellchecker; the short lists are of the language, not of any book.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from anthology.naming_told import remembered
from anthology.slips_lists import counted, word_list

_GIVEN, _COMMON, _FOREIGN = 0.1, 1500, 500


@cache
def _ratios() -> Mapping[str, float]:
    """Of those who bear a word as a name, what part bears it as a given name."""
    from probablepeople.ratios import ratios  # 3 MB of names: only when needed

    table: Mapping[str, float] = ratios
    return table


@remembered
def is_given(word: str) -> bool:
    """Whether a capitalized word is mostly a given name: Karl, Rosa."""
    if word in MORE_GIVEN:
        return True
    return all(_ratios().get(part.upper(), 0) > _GIVEN for part in word.split("-")) and (
        word.lower() not in NEVER_GIVEN
    )


@remembered
def is_surname(word: str) -> bool:
    """Whether people are called so by surname."""
    return _ratios().get(word.upper().replace("’", ""), 1) < 1


@remembered
def count(word: str) -> int:
    """How often the dictionary of English counted this word, its plural or a part of it."""
    words = word_list("en")
    lower = word.lower()
    forms = [lower, *(lower[: -len(end)] for end in ("s", "es", "ly") if lower.endswith(end))]
    return max(words.get(form, 0) for form in (*forms, *(lower.split("-") if "-" in lower else ())))


def total() -> int:
    """All words that the dictionary counted."""
    return _total("en")


@remembered
def _total(language: str) -> int:
    return sum(word_list(language).values())


@remembered
def is_common(word: str) -> bool:
    """Whether the dictionary has it as an ordinary word, often."""
    return count(word) >= _COMMON


@remembered
def is_foreign(word: str) -> bool:
    """Whether it is an ordinary word of French or German."""
    return any(counted(word.lower(), language) >= _FOREIGN for language in ("fr", "de"))


def is_derived(word: str) -> bool:
    """A word made of a name or another word: Trotskyist, Leninism, Americans, Prussian."""
    lower = word.lower()
    if lower.endswith(_MADE) and not lower.endswith(_NOT_MADE):
        return True
    return lower in DEMONYMS or (lower.endswith(("ian", "ians", "ish")) and not is_given(word)
                                 and count(word) > 0)  # fmt: skip


_MADE = ("ism", "isms", "ist", "ists", "istic", "ites", "ology", "ocracy", "ocrat", "ocrats",
         "ation", "ations", "ition", "itions", "isement", "ements", "ivity")  # fmt: skip
_NOT_MADE = ("quist", "christ", "twist")

_PLACE_ENDS = ("ville", "burg", "burgh", "boro", "borough", "shire", "stadt", "grad", "minster")


def is_place(word: str) -> bool:
    """Whether it is known, or made, as the name of a place: Zurich, Murfreesborough."""
    lower = word.lower()
    return lower in PLACES or (len(lower) > 7 and lower.endswith(_PLACE_ENDS))


NEVER_GIVEN = frozenset(
    """so my an in he may she or do see will art joy more many much no yes let long early love
    true young old major general king prince baron deacon royal dominion golden green
    sun the a i it we are america china india asia jordan kenya chad cuba israel ireland
    europe london""".split()
)
"""Words that registers of births have as given names, but books as words and places."""
MORE_GIVEN = frozenset(
    """Ahmed Alexandre Aleksandr Alex Ali Amadeo Anselmo Antonín Benito Benj Boris Buenaventura
    Béla Carlo Chas Dmitri Dmitry Edouard Eduard Edw Enrico Errico Eugène Farid Feodor
    Ferdinand Ferenc Filippo Francisco François Friedrich Fyodor Gamal Gaston Geo
    Giacomo Giovanni Giuseppe Gottfried Govan Guillaume György Günter Heinrich Hermann
    Hossein Igor Ivan Jacques Jas Jawaharlal Jean-Jacques Jean-Paul Jerôme Johann
    Johannes Jomo Jérôme János Jürgen Karel Kwame Leopold Lev Ludwig Luigi Mahmoud
    Matteo Mehmet Michail Mikhail Mohammad Mohammed Mohandas Moritz Muhammad Nicolai
    Oleg Palmiro Paolo Pierre Pietro Piotr Pyotr Rabindranath Reza Robt Rudolf Saml
    Sergei Sergius Subhas Thabo Thos Tomáš Vladimir Václav Wilhelm Wm Wolfgang Yuri
    Zoltán Édouard Élisée Émile Étienne André""".split()
)
"""Given names of Europe, Asia and Africa, and abbreviations, that those registers lack."""

TITLES = frozenset(
    """jr sr esq mr mrs ms miss
    dr doctor prof professor sir lord lady dame president senator governor
    gov general gen colonel col captain capt lieutenant lieut lt major maj judge justice
    chancellor minister comrade brother sister father mother saint king queen emperor
    empress tsar czar tsarina kaiser prince princess duke duchess count countess baron
    baroness earl bishop archbishop cardinal pope rev reverend hon honorable madame mme
    mlle monsieur mons herr frau fräulein signor señor don citizen secretary chairman
    chairwoman marshal admiral commander congressman congresswoman representative
    ambassador mayor uncle aunt messrs canon dean deacon marquis marquess viscount
    sergeant sergt private premier attorney squire abbé père commodore brigadier
    corporal ex-president vice-president speaker delegate councillor alderman rabbi imam
    sheikh sultan shah mullah ayatollah premier leader squire cousin major-general brig
    lieutenant-general attorney-general""".split()
)
ROYAL = frozenset(
    """king queen emperor empress tsar czar tsarina kaiser prince princess pope saint sultan
    shah""".split()
)
NOBLE = frozenset(
    """duke duchess earl marquis marquess viscount count countess bishop archbishop prince
    princess""".split()
)
ARTICLES = frozenset("les das der die los las il gli i un une ein eine".split())
PARTICLES = frozenset(
    """van von der den de du da di del della des la le les el al ibn bin ben ten ter zu zum af
    av y""".split()
)
ABBREVIATED = frozenset(
    """mr mrs ms dr prof gen col capt lieut lt gov sen rep rev hon messrs mme mlle jr sr st no
    nos vol vols p pp cf vs viz etc ed eds op cit wm geo chas jas thos maj sergt brig co
    bros ch fig supra infra ibid ff jan feb mar apr jun jul aug sept oct nov dec""".split()
)
KINDS = frozenset(
    """partei parti partito partido bund verein ligue zeitung revue cahiers librairie frères
    société society party league union unions committee committees congress council councils
    convention conventions association federation confederation international club
    institute university college school church churches street road square avenue
    station hotel county city town township village bridge river lake island islands
    mountain mountains valley creek bay cape fort port palace tower castle museum
    library court courts act acts bill bills law laws treaty compromise proviso doctrine
    plan amendment amendments declaration constitution proclamation manifesto review
    journal times news gazette herald tribune post press magazine bulletin weekly
    quarterly books publications essay essays tract tracts report reports papers war
    wars battle revolution revolutions campaign movement group groups tendency faction
    commune army corps division brigade regiment government administration cabinet
    parliament senate assembly ministry department office bureau commission commissions
    commissioners board boards bank company co corporation trust foundation fund prize
    memorial day week month year century north south east west sea ocean state states
    republic empire kingdom province district territory territories house houses hall
    halls park gardens theatre theater chapel cathedral abbey hospital prison jail
    letters works history life memoirs speech speeches debate debates election elections
    edition volume chapter book books page pages line railway railroad canal mills
    factory works trade trades labor labour workers peace crisis question strike affair
    case trial scheme fellowship basis executive socialism communism platform resolution
    resolutions system schools scholars station nation rights service rebellion uprising
    massacre guard guards militia police conference program programme pamphlet letter
    dock docks democrat democrats democracy republican republicans whig whigs
    conservatives liberals radicals socialists communists tory tories staff headquarters
    order orders heights hill hills landing ferry springs grove falls point harbor
    harbour house junction dispatch globe register advertiser intelligencer chronicle
    observer standard star mercury courier argus enquirer examiner citizen sentinel
    convent oath""".split()
)
SOFT_KINDS = frozenset(
    """hill hall church house park court law post day west north bridge castle lake bank bill
    case page book point star grove chapel guard mercury register""".split()
)
PLACES = frozenset(
    """africa alabama alaska arizona arkansas idaho indianapolis kansas louisville memphis
    orleans mobile augusta savannah lexington newport arlington cumberland shenandoah
    norfolk suffolk cornwall devon devonshire durham norwich plymouth rochdale salford
    exeter leicester coventry derby surrey wessex madeira palermo nevis corsica sardinia
    malta cyprus crete galilee judea nazareth bethlehem hague riga tallinn minsk odessa
    baku tiflis omsk shanghai peking beijing nanking canton manila bombay madras bengal
    punjab kashmir ceylon nepal tibet mongolia manchuria korea africa algeria america
    american amsterdam antwerp arabia argentina armenia asia athens atlantic australia
    austria babylon baltimore barcelona bavaria belfast belgium berlin bern birmingham
    bohemia bolivia bologna boston brazil bremen bristol britain brittany brooklyn
    brussels budapest buffalo bulgaria burma cairo calcutta california cambodia
    cambridge canada caribbean carolina caucasus chicago chile china cincinnati
    cleveland cologne colombia colorado connecticut constantinople copenhagen crimea
    cuba dakota damascus danube delaware delhi denmark detroit dresden dublin edinburgh
    egypt england essex ethiopia europe finland flanders florence florida france
    frankfort frankfurt geneva genoa georgia germany ghana glasgow greece hamburg
    hampshire havana hawaii holland hungary illinois india indiana iowa iran iraq
    ireland israel istanbul italy jamaica japan jersey jerusalem kansas kent kentucky
    kenya kiev korea kurdistan lancashire latvia lausanne lebanon leeds leicester
    leipzig leningrad libya lisbon lithuania liverpool lombardy london louisiana lyons
    madrid maine manchester manhattan marseilles maryland massachusetts mediterranean
    mexico michigan milan minneapolis minnesota mississippi missouri montana montreal
    morocco moscow munich nantes naples nashville nebraska netherlands nevada newcastle
    nicaragua nigeria nottingham normandy norway nuremberg ohio oklahoma oregon oxford
    pacific pakistan palestine paris pennsylvania persia peru petersburg petrograd
    philadelphia philippines piedmont pittsburg pittsburgh poland portugal prague
    princeton prussia quebec rhineland rhode richmond rome rotterdam rumania romania
    russia salem san santa savannah saxony scotland seattle serbia seville sheffield
    siberia sicily silesia spain stockholm strasbourg stuttgart sussex sweden
    switzerland sydney syria tennessee texas thailand tokyo toronto toulouse trenton
    tunisia turin turkey ukraine uruguay utah venezuela venice vermont versailles vienna
    vietnam virginia wales warsaw washington westminster wisconsin wyoming york
    yorkshire yugoslavia zurich new great holy harvard yale columbia albany springfield
    charleston annapolis potomac hudson thames seine rhine delaware alleghany
    alleghanies rocky wall broadway bible god jesus christ christmas easter sabbath
    heaven hell satan""".split()
) - {"american"}
DEMONYMS = frozenset(
    """american americans african africans asian european europeans english englishman
    englishmen british briton britons scotch scots scottish welsh irish irishman french
    frenchman frenchmen german germans dutch greek greeks swiss spanish spaniard
    spaniards italian italians russian russians pole poles polish turk turks turkish
    swede swedish dane danish czech finnish hungarian arab arabs jew jews jewish kurd
    kurds kurdish chinese japanese indian indians yankee yankees southern northern
    western eastern southerner southerners northerner northerners negro negroes black
    white creole christian christians catholic catholics protestant protestants puritan
    puritans quaker quakers methodist baptist bolshevik bolsheviks menshevik mensheviks
    labour federal confederate confederates democratic republican whig liberal tory
    radical soviet latin roman romans saxon norman""".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug
    sept oct nov dec spring summer autumn winter""".split()
)
FUNCTION = frozenset(
    """a an the and or but nor so yet if when while as at by for from in into of off on onto
    out over per than that then there these this those though through thus to too toward
    towards under until up upon us was we were what where whether which who whom whose
    why will with within without would he she it its his her hers him i me my mine our
    ours you your yours they them their theirs am is are be been being do does did done
    has have had having can could may might must shall should not no yes all any both
    each either every few many more most much neither none one only other others own
    same several some such about above across after again against ago almost alone along
    already also although always among amid another anyone anything around away back
    because before behind below beneath beside besides between beyond during even ever
    everyone everything except far first finally further hence here how however indeed
    instead just later least less let like little long meanwhile moreover nevertheless
    never next nobody nonetheless nothing now often once otherwise perhaps quite rather
    really second secondly since sometimes somewhere soon still surely therefore third
    thereupon today together unless unlike usually very via well whatever whenever
    whereas wherever yesterday two three four five six seven eight nine ten dear oh ah o""".split()
)
SPEECH = frozenset(
    """said says say wrote writes argued argues insisted insists declared declares replied
    replies answered answers asked asks told tells thought thinks believed believes
    claimed claims noted notes observed observes remarked remarks explained explains
    admitted admits suggested suggests proposed proposes stated states urged urges
    demanded demands warned warns concluded concludes joined joins resigned resigns
    spoke speaks died dies married lived felt feels knew knows saw sees wanted wants
    recalled recalls remembered concedes conceded denied denies denounced denounces
    attacked attacks accused accuses criticized criticised criticizes criticises
    defended defends hoped hopes lectured signed refused refuses went came became quotes
    quoted describes described points pointed understood understands himself herself
    himself maintained maintains contended contends advocated advocates objected objects
    put puts taught teaches himself led read makes made gave took began held called
    calls never once had has was would could did""".split()
)
STRONG_SPEECH = SPEECH - frozenset(
    "states points notes claims demands attacks never once had has was would could did put puts "
    "came became made makes gave took began held called calls read led went joined saw".split()
)
LEADING = frozenset("van von de du di da der den ter ten bin ibn".split())
FAMILY_FIRST = frozenset(
    """mao chou chiang chen ho nguyen pham tran le vo ngo kim pak lin liu wang zhang chang deng
    teng sun zhou zhu li hu jiang xi peng peng yang wu huang zhao chao hua bo yuan tsai
    sung song sun kang lu ma ngo dang hoang bui truong phan""".split()
)
NEAR = frozenset("in at near into throughout across within outside".split())
TOWARDS = frozenset(
    "by with like unlike under says said wrote argued told asked when whom that".split()
)
ROLES = frozenset(
    """leader historian author writer founder philosopher economist socialist marxist anarchist
    poet novelist activist member revolutionary theorist organizer organiser lawyer
    journalist editor secretary politician friend husband wife son daughter brother
    sister father mother nephew uncle cousin student disciple comrade critic veteran
    named called candidate orator agitator painter scientist dictator biographer namely
    comrades colleague successor predecessor general""".split()
)
