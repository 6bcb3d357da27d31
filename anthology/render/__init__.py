"""From the `Book` to finished files; this package decides how things look, never what is said."""
