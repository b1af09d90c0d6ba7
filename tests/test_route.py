"""The route: reasons sum to the score, striking a finding is exact, faults never help, abstention abstains."""

import math
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import slopcheck
from slopcheck.classify import Model, classify, load_model
from slopcheck.detect import detect, view
from slopcheck.featurise import featurise
from slopcheck.language import language
from slopcheck.segment import segment
from slopcheck.signals import catalogue
from slopcheck.style import EVEN
from slopcheck.types import Report, Span

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "corpus" / "samples").glob("[fr]*-*.*"))


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda p: p.stem)
def report(request: pytest.FixtureRequest) -> Report:
    return slopcheck.check_file(request.param)


def test_reasons_sum_to_the_score(report: Report) -> None:
    verdict = report.verdict
    assert math.fsum(v for _, v in verdict.reasons) == pytest.approx(verdict.log_odds, abs=1e-12)
    intercept = dict(verdict.reasons)["intercept"]
    assert intercept + math.fsum(report.families.values()) == pytest.approx(verdict.log_odds, abs=1e-9)
    assert verdict.quality is not None
    unclipped = verdict.quality_base + verdict.quality_slope * verdict.log_odds
    assert verdict.quality == pytest.approx(min(100.0, max(0.0, unclipped)), abs=1e-9)


def test_samples_fall_on_their_side(report: Report) -> None:
    name = Path(report.document.name).name
    assert (report.verdict.decision == "pass") == name.startswith("report-")


def struck(report: Report, model: Model, gone: list[int]) -> float:
    """The score of the same document with these spans taken out, worked out from nothing but the parts."""
    views = view(report.document, model.lexicon)
    left = [s for i, s in enumerate(detect(views)) if i not in gone]
    total = model.card.intercept + sum(model.card.contributions(featurise(views, left)).values())
    assert views.wording is not None
    lexicon = model.lexicon
    lead, behind = model.card.constants["lead"], model.card.constants["behind"]
    counts: defaultdict[int, float] = defaultdict(float)  # of an entry, what its occurrences count
    read = views.blk_text[views.tok_block].cumsum()  # words up to and with each token
    for entry, first, last in views.wording.places.tolist():
        start, end = views.folded.back(int(views.tok_start[first]), int(views.tok_end[last]))
        if not any(report.spans[i].start <= start and end <= report.spans[i].end for i in gone):
            counts[entry] += 1.0 if read[first] <= lead else behind
    words = min(views.text_words, lead) + behind * max(0, views.text_words - lead)
    for entry, count in counts.items():
        r = 1000.0 * count / words
        total += lexicon.weights[entry] * math.sqrt(1 + lexicon.soft / EVEN) * r / math.sqrt(r + lexicon.soft)
    return float(total - lexicon.weights @ lexicon.centres)


def test_striking_a_finding_equals_scoring_without_it(report: Report, model: Model) -> None:
    assert struck(report, model, []) == pytest.approx(report.verdict.log_odds, abs=1e-9)
    for i in range(0, len(report.spans), 7):
        assert report.without[f"span:{i}"] == pytest.approx(struck(report, model, [i]), abs=1e-9)
    for family in {catalogue()[s.signal].family for s in report.spans}:
        members = [i for i, s in enumerate(report.spans) if catalogue()[s.signal].family == family]
        assert report.without[f"family:{family}"] == pytest.approx(struck(report, model, members), abs=1e-9)


@settings(max_examples=60)
@given(data=st.data())
def test_one_more_fault_never_helps_and_one_more_credit_never_hurts(data: st.DataObject) -> None:
    text = SAMPLES[data.draw(st.integers(0, len(SAMPLES) - 1))].read_text("utf-8")
    model = load_model()
    views = view(segment(text), model.lexicon)
    spans = list(detect(views))
    signal = data.draw(st.sampled_from([s for s in catalogue().values() if s.effect != "neutral"]))
    extra = Span(0, 1, signal.id, "one more", data.draw(st.floats(0.01, 1.0)))
    before = classify(views, featurise(views, spans), "en", model).log_odds
    after = classify(views, featurise(views, [*spans, extra]), "en", model).log_odds
    if signal.effect == "fault":
        assert after >= before - 1e-12
    else:
        assert after <= before + 1e-12


def test_short_text_abstains_and_keeps_its_findings() -> None:
    report = slopcheck.check("A vote is due on Monday. " * 8)
    assert report.verdict.decision == "abstain"
    assert report.verdict.abstain_reason is not None
    assert "short" in report.verdict.abstain_reason
    assert (report.verdict.quality, report.verdict.probability, report.verdict.interval) == (None, None, None)
    assert report.verdict.reasons


OTHER = {
    "de": "Der Rat der kleinen Stadt hat gestern beschlossen, die alte Brücke im Frühjahr zu sperren. ",
    "fr": "Le conseil de la petite ville a décidé hier de fermer le vieux pont au printemps prochain. ",
    "es": "El consejo de la pequeña ciudad decidió ayer cerrar el viejo puente en la primavera próxima. ",
    "it": "Il consiglio della piccola città ha deciso ieri di chiudere il vecchio ponte in primavera. ",
    "nl": "De raad van het stadje heeft gisteren besloten om de oude brug in het voorjaar te sluiten. ",
    "pl": "Rada małego miasta postanowiła wczoraj zamknąć stary most na wiosnę przyszłego roku. ",
    "tr": "Küçük kentin meclisi dün eski köprüyü ilkbaharda kapatmaya karar verdi ve bunu duyurdu. ",
    "ru": "Совет небольшого города вчера решил закрыть старый мост весной будущего года на ремонт. ",
}


@pytest.mark.parametrize("code", OTHER)
def test_other_languages_abstain(code: str) -> None:
    report = slopcheck.check(OTHER[code] * 14)
    assert report.document.language == code
    assert report.verdict.decision == "abstain"
    assert "not English" in (report.verdict.abstain_reason or "")


def test_english_is_recognised_without_the_library() -> None:
    for path in SAMPLES:
        assert language(view(segment(path.read_text("utf-8"), name=path.name))) == "en"


def test_order_and_repetition_change_nothing() -> None:
    texts = [p.read_text("utf-8") for p in SAMPLES[:4]]
    once = [slopcheck.check(t).verdict for t in texts]
    again = [slopcheck.check(t).verdict for t in reversed(texts)]
    assert once == list(reversed(again))


def test_a_document_without_a_headline_owes_headlines_nothing() -> None:
    path = next(p for p in SAMPLES if p.name == "report-harbor-ferry.txt")
    document = segment(path.read_text("utf-8"))
    bare = document._replace(headline=None, blocks=tuple(b for b in document.blocks if b.kind != "headline"))
    views = view(bare, load_model().lexicon)
    verdict = classify(views, featurise(views, detect(views)), "en", load_model())
    headline = {s.id for s in catalogue().values() if s.family == "headline"}
    assert [v for name, v in verdict.reasons if name in headline and v] == []


CODE = """```python
def total(rows):
    result = 0
    for row in rows:
        result += row.amount * row.count
    return result
```
"""
TABLE = (
    "| the ward | the votes for | and against |\n|---|---|---|\n"
    + "| the Harbour ward | 12 of 14 | it was 2 |\n" * 30
)
LISTING = "".join(
    f"- the {name} of the house for {n} to rent\n" for n in range(20) for name in ("attic", "cellar", "loft")
)
VERSE = "\n".join(
    [
        "The tide was out and that was all",
        "and you were not to be the one",
        "who had the lamp up on the wall,",
    ]
    * 16
)


@pytest.mark.parametrize(
    "text", [CODE * 12, TABLE, LISTING, VERSE], ids=["code", "table", "listing", "verse"]
)
def test_what_is_no_prose_abstains(text: str) -> None:
    report = slopcheck.check(text, format="markdown")
    assert report.verdict.decision == "abstain", report.verdict
    assert report.verdict.abstain_reason
