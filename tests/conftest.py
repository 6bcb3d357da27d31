"""What every test shares: the flag that rewrites golden files, and Hypothesis without chance."""

import os

import pytest
from hypothesis import settings

# Real reading systems are opened by `make test-readers` alone, which says where they are.
collect_ignore = [] if os.environ.get("READERS") else ["readers"]

# The same examples every time: a red test is red on every machine, and green ones stay green.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="rewrite golden files with what the code now gives"
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten; read the difference by eye afterwards."""
    return bool(request.config.getoption("--accept"))
