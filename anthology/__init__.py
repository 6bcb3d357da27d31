"""An anthology press: a folder of messy texts becomes an EPUB and a typeset PDF."""

__version__ = "0.1.0"
