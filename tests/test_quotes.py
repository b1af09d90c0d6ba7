"""Quotations: straight, curly, nested, over paragraphs; apostrophes are none."""

import pytest

from slopcheck.detect import detect, view
from slopcheck.layout import Block
from slopcheck.quotes import quotations
from slopcheck.segment import segment


def found(text: str) -> list[str]:
    """Quotations of a text whose paragraphs are separated by blank lines."""
    blocks, at = [], 0
    for i, part in enumerate(text.split("\n\n")):
        blocks.append(Block(at, at + len(part), "paragraph", i))
        at += len(part) + 2
    return [text[a:b] for a, b in quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "We will go." Then he left.', ['"We will go."']),
        ("He said, “We will go.” Then he left.", ["“We will go.”"]),
        ("“She told me ‘never again’ and left,” he said.", ["“She told me ‘never again’ and left,”"]),
        ("The ’90s were ours; it’s the dogs’ bowl and the girls’ cup.", []),
        ("The '90s were ours; it's the dogs' bowl and the girls' cup.", []),
        ("‘We have no plan,’ the minister said.", ["‘We have no plan,’"]),
        ("'We have no plan,' the minister said.", ["'We have no plan,'"]),
        ("'It's the dogs' bowl, not ours,' she said.", ["'It's the dogs' bowl, not ours,'"]),
        ('A 6" pipe and a 12" pipe were found.', []),
        ('He called it "odd" and "new" at once.', ['"odd"', '"new"']),
        ("“First paragraph goes on.\n\n“Second one ends.” So he said.",
         ["“First paragraph goes on.", "“Second one ends.”"]),
        ("A stray “ mark opens here and nothing closes it.\n\nThe next paragraph is plain.", []),
        ("«Nous partons», he said.", ["«Nous partons»"]),
        ("Rock 'n' roll ain't dead, y'all.", []),
    ],
)  # fmt: skip
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_quote_block_is_a_quotation_whole() -> None:
    text = "All of this was said."
    assert quotations(text, [Block(0, len(text), "quote", 0)]) == ((0, len(text)),)


FILLER = (
    "In a rapidly evolving landscape it is essential to delve into what the ferry means for everyone here."
)


@pytest.mark.parametrize(
    ("opens", "closes"), [('"', '"'), ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("> ", "")]
)
def test_an_article_in_quotation_marks_is_no_quotation(opens: str, closes: str) -> None:
    paragraphs = [f"{FILLER} It came on day {n}." for n in range(5)]
    plain, quoted = ("\n\n".join(f"{a}{p}{b}" for p in paragraphs) for a, b in (("", ""), (opens, closes)))
    assert findings(quoted) == findings(plain) != []


def test_quoted_paragraphs_among_others_stay_quotations() -> None:
    own = f"The board met on Monday and read the letter aloud to {'the room and to ' * 30}the town."
    text = "\n\n".join(
        [own, f"\u201c{FILLER}\u201d", own.replace("board", "crew"), own.replace("board", "town")]
    )
    assert findings(text) == []


def findings(text: str) -> list[str]:
    views = view(segment(text, format="markdown"))
    return [
        s.signal for s in detect(views) if s.signal in ("signposting", "stock-phrase", "empty-significance")
    ]
