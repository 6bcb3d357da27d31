"""Whom the proposer finds: each difficulty of names by an example."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.kept import Kept
from anthology.naming import compatible, proposed
from anthology.naming_passages import Passage
from anthology.naming_told import keep, recall, remembered
from anthology.naming_words import runs, tokens


def surely(*paragraphs: str) -> dict[str, list[str]]:
    """The sure persons of these paragraphs, with the forms in which they stand there."""
    return _named(True, *paragraphs)


def perhaps(*paragraphs: str) -> dict[str, list[str]]:
    return _named(False, *paragraphs)


def _named(sure: bool, *paragraphs: str) -> dict[str, list[str]]:
    passages = [Passage(words, "essay") for words in paragraphs]
    return {
        " ".join(one.name): [passages[s.passage].words[s.start : s.end] for s in one.sightings]
        for one in proposed(passages)
        if one.sure is sure
    }


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The paper was edited by George Lansbury for ten years.", "George Lansbury"),
        ("Yesterday Keir Hardie spoke at the docks.", "Keir Hardie"),
        ("In 1889 H. M. Hyndman refused.", "H. M. Hyndman"),
        ("In 1889 H.M. Hyndman refused.", "H.M. Hyndman"),
        ("The strike, said J Ramsay MacDonald, was over.", "J Ramsay MacDonald"),
        ("They sent for Ludwig van Beethoven again.", "Ludwig van Beethoven"),
        ("They read Simone de Beauvoir aloud.", "Simone de Beauvoir"),
        ("They praised Mao Tse-tung daily.", "Mao Tse-tung"),
        ("They praised Nguyen Van Linh daily.", "Nguyen Van Linh"),
        ("The Marxist historian Christopher Hill agreed.", "Christopher Hill"),
        ("The foreword is by Daniel O’Connell.", "Daniel O’Connell"),
        ("It was August Bebel who answered.", "August Bebel"),
        ("Magistrate Henry Steinert heard the case.", "Henry Steinert"),
        ("We heard Tom Mann’s speech.", "Tom Mann"),
    ],
)
def test_a_name_in_full(words: str, name: str) -> None:
    assert surely(words) == {name: [name]}


@pytest.mark.parametrize(
    "words",
    [
        "The Fabian Society met at Essex Hall in April.",
        "She joined the Socialist Workers Party in New York.",
        "On Monday the French Government resigned.",
        "Leninism and Trotskyists were discussed, and Prussian Socialism too.",
        "The Virginia House of Delegates adjourned.",
        "Read the Christian Science Monitor.",
        "He lived in Murfreesborough, in Tennessee.",
        "Nobody came. Everything was quiet. Perhaps It Rained.",
        "It is printed in the Cong. Globe, 30 Cong., 2 Sess., p. 12.",
        "I’ve said so, and I’m sure I’ll say so again.",
        "Les Temps Nouveaux appeared in Paris.",
    ],
)
def test_what_names_nobody(words: str) -> None:
    assert surely(words) == {}


@pytest.mark.parametrize(
    "words",
    [
        "She reviewed “Keir Hardie and the Rise of the Labour Party” at length.",
        "She quoted Keir Hardie’s Teachings About the Unions at length.",
        "She had read Socialism Under Keir Hardie by then.",
        "See Keir Hardie and the Miners (London: Free Press, 1975), p. 8.",
    ],
)
def test_a_name_in_the_title_of_a_work_is_not_the_person(words: str) -> None:
    assert surely(words) == {}


def test_a_title_in_italics() -> None:
    words = "He wrote Lansbury and His Friends in May."
    passage = Passage(words, "essay", ((9, 34),))
    named = Passage("George Lansbury was there, and Lansbury spoke.", "essay")
    [one] = proposed([passage, named])
    assert [sighting.passage for sighting in one.sightings] == [1, 1]


def test_the_possessive_stays_outside() -> None:
    assert surely("Keir Hardie’s cap, and Hardie's coat.") == {
        "Keir Hardie": ["Keir Hardie", "Hardie"]
    }


def test_two_names_joined_are_two_mentions() -> None:
    assert surely("Karl Kautsky and Eduard Bernstein; Kautsky and Bernstein.") == {
        "Karl Kautsky": ["Karl Kautsky", "Kautsky"],
        "Eduard Bernstein": ["Eduard Bernstein", "Bernstein"],
    }


def test_a_couple_of_one_surname() -> None:
    assert surely("It was written by Sidney and Beatrice Webb.") == {
        "Sidney Webb": ["Sidney"],
        "Beatrice Webb": ["Beatrice Webb"],
    }


def test_a_family_is_left_to_the_editor() -> None:
    words = "Beatrice Webb wrote it, but the Webbs never said so."
    assert surely(words) == {"Beatrice Webb": ["Beatrice Webb"]}
    assert perhaps(words) == {"Webbs": ["Webbs"]}


def test_a_list_that_gives_surnames_first() -> None:
    assert surely("Mann, Tom, 1896", "Burrows, Herbert, 1889; Crane, Walter, 1890") == {
        "Tom Mann": ["Mann, Tom"],
        "Herbert Burrows": ["Burrows, Herbert"],
        "Walter Crane": ["Crane, Walter"],
    }


def test_an_adjective_that_is_a_given_name_too() -> None:
    words = "Fabian Tracts and Fabian Essays were sold. Fabian Lectures too. A Christian Church."
    assert surely(words) == {}


def test_a_title_makes_a_person_of_a_word() -> None:
    words = "Then General Hood attacked, and Comrade Plekhanov fell. A hood is only a hood."
    assert surely(words) == {"Hood": ["General Hood"], "Plekhanov": ["Plekhanov"]}


def test_a_title_makes_no_person_of_a_thing() -> None:
    assert surely("The General Strike, the General Council and the President Act.") == {}


def test_the_duke_of_a_place() -> None:
    assert surely("It was the Duke of Argyll who paid.") == {"Argyll": ["Duke of Argyll"]}


def test_rulers_keep_their_numbers() -> None:
    assert surely("They shot at Alexander II in the street.") == {"Alexander II": ["Alexander II"]}


def test_one_name_only_needs_evidence() -> None:
    assert surely("“No,” said Plekhanov, “never.”") == {"Plekhanov": ["Plekhanov"]}
    assert perhaps("They had reached Plekhanov.") == {}


def test_a_surname_alone_is_the_bearer_most_often_named_in_full() -> None:
    words = [
        "John Adams wrote. John Adams spoke. Samuel Adams left.",
        "It was Adams who stayed.",
    ]
    assert surely(*words) == {
        "John Adams": ["John Adams", "John Adams", "Adams"],
        "Samuel Adams": ["Samuel Adams"],
    }


def test_a_surname_like_a_word_counts_inside_a_sentence() -> None:
    words = "Tony Cliff wrote it. As Cliff said, so it was. The cliff was high. Cliff smiled."
    assert surely(words)["Tony Cliff"] == ["Tony Cliff", "Cliff", "Cliff"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Leon Trotsky", "L. Trotsky", True),
        ("L. D. Trotsky", "Leon Trotsky", True),
        ("L. D. Trotsky", "L.D. Trotsky", True),
        ("Edward Palmer Thompson", "E. P. Thompson", True),
        ("E. P. Thompson", "D. Thompson", False),
        ("Leon Trotsky", "Natalia Trotsky", False),
        ("M. Camille Huysmans", "Camille Huysmans", True),
    ],
)
def test_forms_of_one_person(one: str, other: str, same: bool) -> None:
    assert compatible(tuple(one.split()), tuple(other.split())) is same


def test_an_initial_that_fits_two_is_left_alone() -> None:
    found = surely("John Adams spoke. James Adams spoke. Then J. Adams spoke.")
    assert set(found) == {"John Adams", "James Adams", "J. Adams"}


WORDS = st.lists(
    st.sampled_from(
        "Karl Kautsky and Rosa, the . E. P. Thompson (1924) ’s “ ” said Mr. II van I – A 3 ; Ł é"
        .split()
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(WORDS)
def test_tokens_and_runs_keep_every_sign_and_never_overlap(words: str) -> None:
    found = tokens(words)
    assert "".join(token.text for token in found) == "".join(words.split())
    assert all(words[t.start : t.end] == t.text for t in found)
    ends = [(run.first, run.last) for run in runs(found, words)]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))


@given(st.lists(WORDS, max_size=3))
def test_no_two_persons_share_a_place_and_the_same_words_give_the_same(words: list[str]) -> None:
    passages = [Passage(line, "essay") for line in words]
    found = proposed(passages)
    places = sorted((s.passage, s.start, s.end) for one in found for s in one.sightings)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in itertools.pairwise(places))
    assert proposed(passages) == found


# --- What tables say of words is kept -------------------------------------------------------------


def lookups(folder: Path, words: str) -> str:
    """Ask for words in a run of its own; the words that had to be looked up."""
    looked_up = []

    @remembered
    def table_of_this_test(word: str) -> bool:
        looked_up.append(word)
        return word.isupper()

    kept = Kept(folder)
    recall(kept)
    assert [table_of_this_test(word) for word in words] == [word.isupper() for word in words]
    keep(kept)
    kept.save()
    return "".join(looked_up)


def test_a_word_is_looked_up_once_and_not_again_in_later_runs(tmp_path: Path) -> None:
    assert lookups(tmp_path, "aBaB") == "aB"
    assert lookups(tmp_path, "BaC") == "C"
    assert lookups(tmp_path, "aBC") == ""


def test_words_that_nobody_asks_for_any_more_do_not_pile_up(tmp_path: Path) -> None:
    assert lookups(tmp_path, "abcdef") == "abcdef"
    assert lookups(tmp_path, "ag") == "g"
    assert lookups(tmp_path, "h") == "h"
    assert lookups(tmp_path, "abcdefgh") == "abcdefg"
