"""Rules for the finished e-book that its validators do not know, or look at in part.

`rules` is the list; each rule has an id, a sentence, and a broken example in tests/ebookcheck.
"""
