"""The program's entry, for the command `anthology` and for `python -m anthology`: UTF-8 everywhere.

In a locale such as C, Python cannot write the name of every file, nor our messages. The program
then begins again in UTF-8 mode (PEP 540), before it has read or written anything.
"""

from __future__ import annotations

import io
import os
import sys

from anthology.cli import main
from anthology.garbage import collect_seldom


def start() -> None:
    """Run the command line, in UTF-8 whatever the locale says."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that is no UTF-8 is shown by its bytes
            stream.reconfigure(errors="backslashreplace")
    collect_seldom()
    main()


if __name__ == "__main__":
    start()
