"""The corpus formulas give what datatrove gives, on real articles; and what the papers say, on small texts."""

from __future__ import annotations

import gzip
import itertools
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slopcheck.formulas import c4, fineweb, formulas, gopher, words

DATA = (
    Path(os.environ.get("SLOPCHECK_DATA", Path(__file__).parents[2] / "shared"))
    / "data"
    / "articles.jsonl.gz"
)
ARTICLES = 500
STEP = 18  # every 18th row: all sources


def test_names_and_values_on_a_small_text() -> None:
    found = formulas("One two three four five six.\nOne two three four five six.\n")
    assert found["gopher.dup_lines"] == pytest.approx(1 / 3)
    assert found["gopher.dup_5gram_chars"] == pytest.approx(len("Onetwothreefourfive") / 58)
    assert found["fineweb.line_punct"] == 1.0
    assert found["c4.kept_lines"] == 1.0
    assert found["redpajama.unique_words"] == 0.5


def test_blank_text_is_refused() -> None:
    with pytest.raises(ValueError, match="blank"):
        formulas(" \n ")


def test_words_keep_figures_and_initials_whole() -> None:
    assert words("It isn't 3.5 in the U.S. yet.") == [
        "It",
        "is",
        "n't",
        "3.5",
        "in",
        "the",
        "U.S.",
        "yet",
        ".",
    ]


def test_c4_spans_name_the_rule() -> None:
    assert list(c4.spans("Read more\nThis line is kept.\n")) == [(0, 9, "no_terminal_punctuation")]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    if not DATA.is_file():
        pytest.skip(f"no articles at {DATA}: set SLOPCHECK_DATA")
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, 0, ARTICLES * STEP, STEP)]


@pytest.fixture(scope="module")
def datatrove() -> Any:
    pytest.importorskip("datatrove", reason="datatrove is not installed: pip install '.[bench]'")
    pytest.importorskip("spacy", reason="datatrove cuts words with spaCy: pip install '.[bench]'")
    from datatrove.pipeline.filters import c4_filters, gopher_quality_filter, gopher_repetition_filter
    from datatrove.utils import text

    return gopher_repetition_filter, gopher_quality_filter, c4_filters, text


@pytest.mark.filterwarnings("ignore")
def test_equal_to_datatrove(texts: list[str], datatrove: Any) -> None:
    rep, quality, _, tools = datatrove
    assert len(texts) == ARTICLES
    for text in texts:
        tokens = tools.split_into_words(text)
        mine = {
            **gopher.quality(text, tokens),
            **gopher.repetition(text, tokens),
            **fineweb.quality(text, tokens),
        }
        for name, value in _theirs(text, tokens, rep, quality, tools).items():
            assert mine[name] == pytest.approx(value, abs=1e-9), name


def _theirs(text: str, tokens: list[str], rep: Any, quality: Any, tools: Any) -> dict[str, float]:
    real = [w for w in tokens if any(c not in tools.PUNCTUATION_SET for c in w)]
    paragraphs = rep.re.split(r"\n{2,}", text.strip())
    lines = rep.re.split(r"\n+", text)
    shown = [line for line in text.split("\n") if line.strip()]
    found = {
        "gopher.words": len(real),
        "gopher.mean_word_length": np.mean([len(w) for w in real]),
        "gopher.stop_words": len(set(quality.STOP_WORDS).intersection(tokens)),
        "gopher.dup_paragraphs": rep.find_duplicates(paragraphs)[0] / len(paragraphs),
        "gopher.dup_paragraph_chars": rep.find_duplicates(paragraphs)[1] / len(text),
        "gopher.dup_lines": rep.find_duplicates(lines)[0] / len(lines),
        "gopher.dup_line_chars": rep.find_duplicates(lines)[1] / len(text),
        "fineweb.line_punct": sum(s.endswith(tuple(tools.TERMINAL_PUNCTUATION)) for s in shown) / len(shown),
        "fineweb.dup_line_chars": rep.find_duplicates(shown)[1] / len(text.replace("\n", "")),
    }
    for n in gopher.TOP:
        grams = rep.get_n_grams(tokens, n)
        found[f"gopher.top_{n}gram_chars"] = rep.find_top_duplicate(grams) / len(text) if grams else 0.0
    for n in gopher.DOUBLE:
        found[f"gopher.dup_{n}gram_chars"] = rep.find_all_duplicate(tokens, n) / len(text)
    return found


@pytest.mark.filterwarnings("ignore")
def test_the_filters_decide_the_same(texts: list[str], datatrove: Any) -> None:
    """The numbers with the papers' thresholds decide as datatrove's filters do."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter
    from datatrove.pipeline.filters import GopherRepetitionFilter as Repetition

    tools = datatrove[3]
    c4_filter = C4QualityFilter(min_num_sentences=-1)
    for text in texts[::5]:
        tokens = tools.split_into_words(text)
        found = formulas(text, tokens)
        doc = Document(text=text, id="0")
        assert (Repetition().filter(doc) is True) == _passes_repetition(found)
        assert (GopherQualityFilter().filter(doc) is True) == _passes_quality(found)
        assert (FineWebQualityFilter().filter(doc) is True) == _passes_fineweb(found)
        kept = c4_filter.filter(doc)
        assert (kept is True) == (not found["c4.lorem_ipsum"] and not found["c4.curly_bracket"])
        if kept is True:
            lines = [line.strip() for line in text.splitlines() if c4.fate(line) == "kept"]
            citation = datatrove[2].CITATION_REGEX
            assert doc.text == "\n".join(citation.sub("", line) for line in lines).strip()


def _passes_repetition(f: dict[str, float]) -> bool:
    tops = dict(zip(gopher.TOP, (0.2, 0.18, 0.16), strict=True))
    doubled = dict(zip(gopher.DOUBLE, (0.15, 0.14, 0.13, 0.12, 0.11, 0.10), strict=True))
    return (
        max(f["gopher.dup_paragraphs"], f["gopher.dup_lines"]) <= 0.3
        and max(f["gopher.dup_paragraph_chars"], f["gopher.dup_line_chars"]) <= 0.2
        and all(f[f"gopher.top_{n}gram_chars"] <= limit for n, limit in tops.items())
        and all(f[f"gopher.dup_{n}gram_chars"] <= limit for n, limit in doubled.items())
    )


def _passes_quality(f: dict[str, float]) -> bool:
    return (
        50 <= f["gopher.words"] <= 100_000
        and 3 <= f["gopher.mean_word_length"] <= 10
        and max(f["gopher.hashes_per_word"], f["gopher.ellipses_per_word"]) <= 0.1
        and f["gopher.bullet_lines"] <= 0.9
        and f["gopher.ellipsis_lines"] <= 0.3
        and f["gopher.alphabetic_words"] >= 0.8
        and f["gopher.stop_words"] >= 2
    )


def _passes_fineweb(f: dict[str, float]) -> bool:
    return (
        f["fineweb.line_punct"] >= 0.12
        and f["fineweb.short_lines"] <= 0.67
        and f["fineweb.dup_line_chars"] <= 0.01
        and f["fineweb.newlines_per_word"] <= 0.3
    )


def test_terminal_marks_are_a_subset_of_datatrove_s(datatrove: Any) -> None:
    assert set(fineweb.TERMINAL) <= set(datatrove[3].TERMINAL_PUNCTUATION)
