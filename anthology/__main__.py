"""Lets `python -m anthology` do what the command `anthology` does."""

from anthology.cli import main

if __name__ == "__main__":
    main()
