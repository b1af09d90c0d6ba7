"""Errors, named by what the caller does next. Each carries a hint that says what to do."""


class SlopcheckError(Exception):
    """Base of every error slopcheck raises on purpose; ``hint`` is one sentence of advice."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(SlopcheckError):
    """This input cannot be read or checked: skip it, the others are fine."""


class ConfigError(SlopcheckError):
    """This run is misconfigured: stop and mend the options or the configuration file."""


class ModelError(SlopcheckError):
    """This model file is foreign, damaged or does not fit the installed signals: replace it."""
