"""The language of a passage is named where it is clear, and nothing is said where it is not."""

import pytest

from anthology.language import ENOUGH, direction, language_of

# The first article of the Universal Declaration of Human Rights, as the United Nations give it.
ARTICLE = {
    "af": "Alle menslike wesens word vry, met gelyke waardigheid en regte, gebore. Hulle het rede "
    "en gewete en behoort in die gees van broederskap teenoor mekaar op te tree.",
    "ca": "Tots els éssers humans neixen lliures i iguals en dignitat i en drets. Són dotats de "
    "raó i de consciència, i han de comportar-se fraternalment els uns amb els altres.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft "
    "und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. "
    "Είναι προικισμένοι με λογική και συνείδηση.",
    "en": "All human beings are born free and equal in dignity and rights. They are endowed with "
    "reason and conscience and should act towards one another in a spirit of brotherhood.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como "
    "están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués "
    "de raison et de conscience et doivent agir les uns envers les autres dans un esprit de "
    "fraternité.",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך "
    "חובה עליהם לנהוג איש ברעהו ברוח של אחווה.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati "
    "di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 "
    "이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
    "la": "Omnes homines liberi aequique dignitate atque juribus nascuntur. Ratione conscientiaque "
    "praediti sunt et alii erga alios cum fraternitate se gerere debent.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd "
    "met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te "
    "gedragen.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni "
    "obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de "
    "razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены "
    "разумом и совестью и должны поступать в отношении друг друга в духе братства.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med "
    "förnuft och samvete och bör handla gentemot varandra i en anda av broderskap.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені "
    "розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
    "zh": "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。",
}
DOUBTFUL = {
    "Danish or Norwegian": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er "
    "udstyret med fornuft og samvittighed, og de bør handle mod hverandre.",
    "a language we do not know": "Ĉiuj homoj estas denaske liberaj kaj egalaj laŭ digno kaj "
    "rajtoj. Ili posedas racion kaj konsciencon, kaj devus konduti unu al alia en spirito.",
    "letters of several languages": "Всички хора се раждат свободни и равни по достойнство и "
    "права. Те са надарени с разум и съвест и следва да се отнасят помежду си в дух на братство.",
    "half of it in another": "All human beings are born free and equal in dignity; tous les êtres "
    "humains naissent libres et égaux en dignité et en droits.",
    "titles of books": "Marx, Zur Kritik der politischen Ökonomie; Proudhon, Qu’est-ce que la "
    "propriété?; Gramsci, Quaderni del carcere; Vaneigem, Traité de savoir-vivre",
    "names": "Smith, John; Müller, Hans; García, José; Rossi, Mario; Dubois, Jean; van der Berg, "
    "Piet; Kowalski, Jan; de la Cruz, Juana",
    "a title in a note": "Raoul Vaneigem, Traité de savoir-vivre à l’usage des jeunes générations "
    "(Paris: Gallimard, 1967), p. 123; translated as The Revolution of Everyday Life.",
    "one word again and again": "la la la la la la la la la la la la la la la la la la la la",
    "figures": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 — … ?",
    "nothing": "",
}


@pytest.mark.parametrize("language", sorted(ARTICLE))
@pytest.mark.parametrize("usual", ["", "en", "fr", "de-CH"])
def test_prose_shows_its_language(language: str, usual: str) -> None:
    found = language_of(ARTICLE[language], usual)
    assert found is not None
    assert found.language == language


@pytest.mark.parametrize("what", sorted(DOUBTFUL))
def test_in_doubt_nothing_is_said(what: str) -> None:
    found = language_of(DOUBTFUL[what])
    assert found is None or found.language == "en"


def test_few_words_prove_nothing() -> None:
    words = ARTICLE["fr"].split()
    assert language_of(" ".join(words[: ENOUGH - 1])) is None
    assert language_of(" ".join(words[: ENOUGH + 2])) is not None


def test_the_evidence_is_told() -> None:
    found = language_of(ARTICLE["de"])
    assert found is not None
    assert found.why == "11 of 26 words: und, sind, an, sie"


def test_what_is_written_from_right_to_left() -> None:
    assert (direction("he"), direction("fr"), direction("ar-EG")) == ("rtl", "", "rtl")
