"""Reads the finished books back and compares their words with what must be in them.

Never looks into a `Book` or a template, and never mends what it finds: it only reports.
"""
