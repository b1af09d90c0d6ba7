"""Who speaks: the subject of a word of speech, resolved inside the article."""

from pathlib import Path

import pytest

from slopcheck.detect import view
from slopcheck.segment import segment
from slopcheck.speech import speech


def speakers(text: str) -> list[str]:
    return [one.speaker for one in speech(view(segment(text, format="text")))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names stand where a name can stand.
        ("Jon Marsh, head of Tidewell said \u201cwe saw no lights\u201d on Monday.", ["Jon Marsh"]),
        ("The ministers of Tides & Harbour Affairs said the pier was safe.", []),
        ("Officials at the Harbour Board of Calder said \u201cit is safe\u201d.", ["Officials"]),
        ("\u201cWe will appeal,\u201d said a spokesman for Petra Lund.", ["a spokesman for Petra Lund"]),
        ("\u201cWe will appeal,\u201d said its founder, Petra Lund.", ["Petra Lund"]),
        ("\u201cWe will appeal,\u201d said Harbour Radio reporter Petra Lund.", ["Petra Lund"]),
        ("One Tory councillor said: \u201cNobody asked us.\u201d", ["councillor"]),
        ("The group\u2019s leader, identified only as Abu Bahar, said the raid on Port Ashe failed.", ["Abu Bahar"]),
        # "According to" names who said it, not who heard of it, and not a rule.
        ("The boats stop, according to a report by the Harbour Board.", ["Harbour Board"]),
        ("According to Tidewell\u2019s founder, Petra Lund, the boats stop.", ["Petra Lund"]),
        ("According to official reports, Reyes and Lund were arrested in May.", []),
        ("According to the Wyckoff method, prices fall.", []),
        ("Lund is a good choice, according to experts. Tidewell Ferries agrees.", []),
        ("The aide of the Chief Technology Officer said the boats stop.", []),
        ("The Board of Tides and Women\u2019s Welfare said it was wrong.", ["Board of Tides"]),
        ("He likes the Model SP. Petra Lund said it sells well.", ["Petra Lund"]),
        ("According to Section 105 of the Act, the boats stop.", []),
        ("We watched The World According to Lund on the ferry.", []),
        # A quotation belongs to its own sentence.
        ("He hailed a \u201cgreat step.\u201d In a speech on Monday, Ada Quill said the boats stop.", ["Ada Quill"]),
        ("In \u201cThe Long Harbour,\u201d Petra Lund said that \u201cthe boats feed us.\u201d", ["Petra Lund"]),
        (
            "\u201cIt is dark,\u201d Petra Lund said. \u201cWhy go out at all?\u201d Jon Marsh asked.",
            ["Petra Lund", "Jon Marsh"],
        ),
        ("The sign, a board that stated \u201cno boats tonight\u201d, fell.", []),
    ],
)  # fmt: skip
def test_the_subject(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jon Marsh spoke first. \u201cIt is dark,\u201d he said.", ["Jon Marsh"]),
        # The last speaker keeps the word until somebody else begins a sentence.
        (
            "\u201cIt is dark,\u201d Jon Marsh said. The crew of Paul Reed slept. \u201cVery dark,\u201d he added.",
            ["Jon Marsh", "Jon Marsh"],
        ),
        (
            "\u201cIt is dark,\u201d Jon Marsh said. Paul Reed was asleep. \u201cVery dark,\u201d he added.",
            ["Jon Marsh", "Paul Reed"],
        ),
        (
            "\u201cIt is dark,\u201d Jon Marsh said. When Paul Reed woke, he said \u201cno more\u201d.",
            ["Jon Marsh", "Paul Reed"],
        ),
        # "She" is no man, "he" is no woman.
        (
            "Linda Reed met Jon Marsh. Jon Marsh left. \u201cI was asleep,\u201d she said.",
            ["Linda Reed"],
        ),
        ("Jon Marsh left early. \u201cI was asleep,\u201d she said.", [""]),
        ("Ms. Reed met Mr. Marsh. Mr. Marsh left. \u201cI was asleep,\u201d she said.", ["Reed"]),
        # Names inside the reported statement are not its speaker.
        ("Jon Marsh spoke. Paul Reed would win, he said.", ["Jon Marsh"]),
        # Whoever spoke by role is meant before anybody who spoke earlier.
        (
            "\u201cIt is dark,\u201d Jon Marsh said. \u201cSo it is,\u201d said a spokesman. "
            "\u201cVery dark,\u201d he added.",
            ["Jon Marsh", "a spokesman", "a spokesman"],
        ),
        # A sentence that begins with a name of unknown kind leaves it open.
        (
            "Jon Marsh met Bonnell in May. Bonnell\u2019s idea won. \u201cIt is dark,\u201d he said.",
            [""],
        ),
    ],
)  # fmt: skip
def test_the_pronoun(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_a_title_of_two_people_names_neither() -> None:
    text = "President Ada Quill met President Jon Marsh. \u201cIt is dark,\u201d the president said."
    assert speakers(text) == ["the president"]
    alone = "President Ada Quill came. \u201cIt is dark,\u201d the president said."
    assert speakers(alone) == ["Ada Quill"]


def test_the_report_on_the_ferry(samples: Path) -> None:
    """Each statement of the sample goes to the person who made it."""
    found = {
        text: one.speaker
        for views in [view(segment((samples / "report-harbor-ferry.txt").read_text("utf-8")))]
        for one in speech(views)
        for text in [views.text[one.start : one.end]]
    }
    for words, speaker in (
        ("I rode the 7:20", "Odalys Brandt"),
        ("The logbooks were honest", "Lotte Varga"),
        ("Two of our boats", "Piers Holloway"),
        ("We asked three times", "Ines Takoda"),
        ("right, the mayor", ""),  # a cook whom nothing but his trade introduces
    ):
        assert next(who for text, who in found.items() if words in text) == speaker
