"""Regular expressions that are compiled when they are first used.

Compiling costs a short run more than matching: a hundred patterns take as long as the rest of a check, and most
texts never reach most of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, source: str, flags: re.RegexFlag | int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        # Once compiled, the methods stand in the instance and this is not called again.
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def lazy(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The pattern, compiled at its first use. For patterns that few texts reach; others gain nothing."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


# The mark of a list's item in a text without markup.
LIST_MARK = re.compile(r"\s*(?:[•◦▪‣●∙·*–+-]|\(?\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
