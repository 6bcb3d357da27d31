"""The machine's doubtful calls, as a decisions file in which taking a # away turns one round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anthology.propose import proposals
from anthology.schema import DecisionsFile
from anthology.show import show
from anthology.tomlfile import load

if TYPE_CHECKING:
    from tests.core.conftest import Desk

LETTER = """Dear friend,

He put it like this, as one who had been there all the time:

We went out in the morning and came back at night with nothing at all.

The rest is known to everyone who has read the papers of those years.
"""


def test_a_doubtful_call_is_there_with_its_evidence_and_its_reverse(desk: Desk) -> None:
    desk.text(LETTER)
    proposed = proposals(desk.edition().texts[0])
    assert "line 5: quote, 0.5, followed\n#   because: announced by “all the time:”" in proposed
    assert '# [[plain]]\n# exact = "We went out in the morning"' in proposed
    assert "Clear, and followed: role 1." in proposed


def test_the_file_as_proposed_changes_nothing_and_uncommented_turns_the_calls(desk: Desk) -> None:
    desk.text(LETTER)
    before = list(show("blocks", "one", desk.root))
    proposed = proposals(desk.edition().texts[0])
    desk.write("decisions/one.toml", proposed)
    assert list(show("blocks", "one", desk.root)) == before
    turned = re.sub(r"(?m)^# (?=\[\[|\w+ = )", "", proposed)
    assert load(turned, "decisions/one.toml", DecisionsFile).plain
    desk.write("decisions/one.toml", turned)
    after = list(show("blocks", "one", desk.root))
    assert "2 quotation:" in before
    assert "2: We went out in the morning and came back at night with nothing at all." in after
