"""A package, so that these tests are found before any that a dependency brings along."""
