"""What is proposed for a new edition: here the languages; tests/books/test_new.py has the rest."""

from anthology.begin import Found, book_language, propose_texts, text_toml
from anthology.read.formats import read
from tests.core.test_language import ARTICLE


def found(name: str, words: str) -> Found:
    return Found(name, read(words.encode(), name))


def test_a_text_not_in_the_language_of_the_book_is_proposed_with_its_evidence() -> None:
    files = [found(f"texts/{name}.txt", f"Title\n\n{ARTICLE[name]}\n") for name in ("en", "de")]
    texts = propose_texts([*files, found("texts/x.txt", "Title\n\nToo few words.\n")])
    assert [text.language for text in texts] == ["en", "de", ""]
    tables = "".join(text_toml(texts, "en"))
    assert tables.count("\nlanguage = ") == 1
    assert 'language = "de"                # 11 of 27 words: und, sind, an, sie\n' in tables


def test_a_language_that_the_file_declares_is_taken_at_its_word() -> None:
    page = f'<html lang="de_CH"><body><p>{ARTICLE["fr"]}</p></body></html>'
    (text,) = propose_texts([found("texts/page.html", page)])
    assert (text.language, text.language_why) == ("de-CH", "as the file says")


def test_the_book_is_in_the_language_of_most_texts() -> None:
    files = [found(f"texts/{i}.txt", ARTICLE[name]) for i, name in enumerate(("fr", "en", "fr"))]
    assert book_language(propose_texts(files)) == "fr"
    assert book_language(()) == "en"
