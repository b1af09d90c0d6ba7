"""Hostile pages: ``python -m benchmarks.hostile`` writes ``reports/blocks-hostile.md``.

Each page holds a short article and one thing that breaks parsers. Each runs in a process of its own, limited to
10 CPU seconds and 1 GB of memory above the interpreter's own: the article must be found, or the error be clear.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

REPORT = Path("reports/blocks-hostile.md")
LONG = "The council voted on Monday to reopen the bridge after eleven months of repairs, the mayor said."
MARK = "Buses resume on Tuesday"
ARTICLE = f"<h1>The bridge is open</h1><p>{LONG}</p><p>{LONG} {MARK}, she said.</p><p>{LONG}</p>"
MB = 1_000_000


def _text(page: str) -> bytes:
    return page.encode()


PAGES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "white space only": lambda: b" \n" * 1000,
    "10 MB in one line": lambda: _text(ARTICLE + "<p>one word after another </p>" * (10 * MB // 30)),
    "50,000 nested divs": lambda: _text("<div>" * 50_000 + ARTICLE + "</div>" * 50_000),
    "5,000 nested tables": lambda: _text("<table><tr><td>" * 5_000 + ARTICLE),
    "100,000 attributes on a tag": lambda: _text("<div " + "a=1 " * 100_000 + ">" + ARTICLE),
    "10 MB text node": lambda: _text(ARTICLE + "<p>" + "word " * (2 * MB)),
    "10 MB word": lambda: _text(ARTICLE + "<p>" + "x" * (10 * MB)),
    "5 MB data URI": lambda: _text(f'<img src="data:image/png;base64,{"A" * 5 * MB}">{ARTICLE}'),
    "NUL bytes": lambda: _text("\0".join(ARTICLE.split(" "))) + b" " + _text(ARTICLE) * 40,
    "UTF-16 with BOM": lambda: ARTICLE.encode("utf-16"),
    "windows-1252 declared as UTF-8": lambda: f'<meta charset="utf-8">{ARTICLE}<p>It’s a café</p>'.encode("cp1252"),
    "broken comments": lambda: _text("<!-- never closed <!-- <! --" * 1000 + ">" + ARTICLE),
    "100,000 comments that do not close": lambda: _text("<!--" * 100_000 + ">" + ARTICLE),
    "entity bomb": lambda: _text(
        "<!DOCTYPE a [" + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1,
        10)) + "]>" + "&l9;" * 1000 + ARTICLE
    ),
    "1,000,000 entities": lambda: _text(ARTICLE + "<p>" + "&amp;" * MB),
    "1,000,000 ampersands": lambda: _text(ARTICLE + "<p>" + "&" * MB),
    "1,000,000 less-than signs": lambda: _text("<" * MB + ARTICLE),
    "script only": lambda: b"<html><script>" + b"var a = '<p>text</p>';" * 1000 + b"</script></html>",
    "script never closed": lambda: _text("<script>if (a < b) {" + ARTICLE),
    "quotes never closed": lambda: _text('<a href="' * 50_001 + ">" + ARTICLE),
    "100,000 unclosed spans": lambda: _text("<span class=a>" * 100_000 + ARTICLE),
    "100,000 hidden elements": lambda: _text("<div hidden>x" * 50_000 + "</div>" * 50_000 + ARTICLE),
    "100,000 paragraphs": lambda: _text(ARTICLE + "<p>One short paragraph more.</p>" * 100_000),
    "100,000 menu links": lambda: _text("<ul>" + '<li><a href="/x">Link</a></li>' * 100_000 + "</ul>" + ARTICLE),
    "binary": lambda: bytes(range(256)) * 1000,
    "PNG": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
}  # fmt: skip

_CODE = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from slopcheck.errors import SlopcheckError
from slopcheck.read import read_bytes
from slopcheck.segment import segment
data = sys.stdin.buffer.read()
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.process_time()
try:
    document = segment(read_bytes(data, "page.html").text, name="page.html")
    found = "article found" if MARK in document.body else "ARTICLE LOST"
except SlopcheckError as error:
    found = f"error: {error}"
rss = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1000
print(f"{time.process_time() - begin:.2f}|{rss:.0f}|{found}")
"""


def run(data: bytes) -> tuple[float, float, str]:
    """CPU seconds, megabytes on top of the interpreter and the input, and the outcome."""
    code = f"MARK = {MARK!r}\n{_CODE}"
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, timeout=300, check=False
    )
    if done.returncode or not done.stdout:
        return 20.0, 0.0, f"CRASHED ({done.returncode}) {done.stderr.decode()[-200:]}"
    seconds, memory, outcome = done.stdout.decode().strip().split("|", 2)
    return float(seconds), float(memory), outcome


def main() -> None:
    """Run every page and write the table."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = [
        "# Hostile pages",
        "",
        "Made by `python -m benchmarks.hostile`.",
        "",
        "| page | CPU s | MB | outcome |",
        "|---|---|---|---|",
    ]
    bad = 0
    for name, make in PAGES.items():
        seconds, memory, outcome = run(make())
        bad += seconds > 10 or memory > 1000 or outcome.isupper() or "LOST" in outcome or "CRASHED" in outcome
        out.append(f"| {name} | {seconds:.1f} | {memory:.0f} | {outcome} |")
        print(out[-1], flush=True)
    out += ["", f"{len(PAGES)} pages, {bad} beyond 10 CPU seconds or 1 GB, lost or crashed."]
    REPORT.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
