"""Fits a model from labelled articles; the only part of the package that imports scikit-learn.

``slopcheck train`` and the maintainers' own fit both run it, so that a model fitted on one's own articles is made
like the one that ships. Nothing on the scoring path imports it.
"""
