"""Readers: bytes of one format → a decoded source and what stands in it, each with its place."""
