"""Checkable particulars: dates and figures, each with its place in the text."""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.types import Range
from slopcheck.views import Views

_DAY_BEFORE = lazy(r"(?:\b\d{1,2}(?:st|nd|rd|th)?(?: of)? )$")
_DAY_AFTER = lazy(
    r" \d{1,2}(?:st|nd|rd|th)?(?![\d:%])(?:,? (?:19|20)\d\d\b)?| (?:19|20)\d\d\b|, (?:19|20)\d\d\b"
)
_MONTH_YEAR = lazy(r",? (?:19|20)\d\d\b")
_YEAR = lazy(r"(?:1[6-9]|20)\d\d$")
_MONEY = "$\u00a3\u20ac\u20b9\u00a5"
_AMOUNT = lazy(
    r"\s?(?:%|percent\b|per cent\b|pence\b|cents?\b|bn\b|dollars\b|pounds\b|euros\b|rupees\b)|"
    r"[ -](?:hundred|thousand|million|billion|trillion|lakh|crore)\b(?: (?:dollars|pounds|euros|rupees))?"
)
_SCALE = lazy(r"[ -]?(?:million|billion|trillion|thousand|bn|m|k|lakh|crore)\b")
_VOTE = lazy(r"[-\u2013]\d{1,3} (?:vote|decision|ruling|majority|win|victory|defeat|loss|lead|draw)\b")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million dozen".split()
)


REACH = 400  # characters of a sentence that are looked at on either side of a date or figure
_ANY_DAY = frozenset(
    "a an another any every each some black good cyber super ash holy easter palm like lazy casual one its it's "
    "it\u2019s typical usual perfect bloody".split()
)
_AT_DAY = frozenset("of on last next this until by since before after from through".split())
_TELLING = frozenset("said says told wrote made late early came held".split())
_REPORTS = lazy(
    r"\b(?:said|says|told|announced|reported|according|released|ruled|voted|arrested|killed|died|filed|met|won|beat|"
    r"lost|signed|launched|opened|closed|posted|tweeted|accused|seized|claimed|confirmed|ordered|rejected)\b"
)
_HOLIDAY = frozenset(
    {
        "25th of december",
        "december 25",
        "december 25th",
        "4th of july",
        "fourth of july",
        "july 4",
        "july 4th",
    }
)
_NAMED_AFTER = frozenset(
    "crossword bests best roast lunch brunch style supplement edition paper papers league school".split()
)
# A day of the reader's or of nobody's week: "set aside your Sunday", "Friday is the ideal time".
_HABIT = lazy(
    r"\b(?:you|your|my|each|every|typical|typically|usually|always|ideal|imagine|picture this|"
    r"for (?:example|instance)|e\.g|a (?:day|week))\b"
)
_TELLER = lazy(r"\b(?:i|we|our)\b")  # "after cooking on Sunday, I save time"
_IS_DAY = lazy(r"(?:\u2019s|'s)? (?:is|are|means) ")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sept sep oct nov dec".split()
)
_PLAIN_NUMBER = lazy(r"[\d.,]+$")
_FEW = frozenset("two three four five six seven eight nine ten dozen".split())
# In a handful of these nobody counted anything, unless something happened to them.
_GENERAL = frozenset(
    "people nations countries cities homes houses households families men women words points players cases seats "
    "companies states children".split()
)
_HAPPENED = lazy(
    r"\b(?:killed|died|dead|injured|hurt|wounded|missing|shot|arrested|charged|convicted|jailed|rescued|evacuated|"
    r"hospitali[sz]ed|displaced|destroyed|damaged|voted|scored|won|lost|fell|rose|confirmed|reported|were|behind|"
    r"adrift|ahead)\b"
)
_POINTING = frozenset("all these those both any".split())
_GRADES = frozenset("grade tier level class phase type version chapter section category year".split())
_EXAMPLE = lazy(r"\b(?:e\.g|let(?:\u2019|')s say|for example|assume|imagine|suppose|you|your|my)\b")
_MEASURED = frozenset(
    "miles kilometers kilometres kilometer metres meters tonnes tons acres hectares barrels litres gallons feet".split()
)
_GAME = lazy(
    r"\b(?:lead|led|beat|won|win|scored?|poll\w*|margin|percentage|election|vote\w*|game|match|season|league|fell|"
    r"rose|dropped|gained|closed|index|ahead|behind|clear)\b"
)
_PRIZE = lazy(r"\b(?:worth|earn\w*|redeem\w*|reward\w*|spin|reels?|for three)\b")
_COURT = lazy(
    r"\b(?:fac(?:es?|ed|ing)|criminal|murder|fraud|guilty|court|police|convicted|indict\w+|prosecut\w+|arrest\w*|count)\b"
)
_LABELLED = frozenset("ships runs".split())  # "the Watch 8 ships", "Tier 2 runs"
# "three primary goals", "4 massage points": counted only with one of these before them, or nothing.
_QUALIFIED = {
    "goals": frozenset(
        "league late early away headed international premier first-half unanswered cup".split()
    ),
    "points": frozenset("percentage championship base league".split()),
}
_BETWEEN = frozenset(
    "zodiac for to or and in on by at typically usually often runs".split()
)  # the number counts nothing here
_THING = lazy(
    r"(?: [\w\u2019'-]+){0,4}? (?:mouse|car|house|farmhouse|home|apartment|building|abbey|church|temple|bridge|wall|"
    r"stone|sculpture|painting|relic|artefact|artifact|fossil|tree|trail|road|company|firm|airline|nonprofit|charity|"
    r"organi[sz]ation|institution|club|league|newspaper|magazine|brand|franchise|laptop|phone|computer|property|"
    r"residential|machine|printer|desk|chair|aircraft|plane|ship|system|software|plugin|plan|warranty|program|programme|"
    r"project|initiative|effort|campaign|movement|tradition|practice|principle|institution|law|act|ban|rule|ruling|"
    r"statute|treaty|pact|deal|agreement|contract|authori[sz]ation|pledge|policy|embargo|war|conflict|feud|dispute|rivalry|"
    r"marriage|career|legacy|record|history|debt|loan|mortgage|film|movie|song|album|video|show|series|photo|photograph|"
    r"story|case|whisky|whiskey|scotch|rum|wine|cheese|dog|cat|horse|wolf|puma|fox|panda|elephant|tortoise|bird)s?\b"
    r"(?=\W*$| \w+(?:s|ed)\b)"  # "a former ship builder" is a person
)
_ENDS_NAME = lazy(
    r"[,.;:!?()\n\u2014\u2013\"\u201c\u201d]|(?<!\w)(?:who|whose|was|were|is|are|has|had|have|said|says|told|will|would|"
    r"can|could|may|might|from|in|of|on|at|to|by|and|or|but|with|for|after|before|as|than|man|woman|boy|girl|son|daughter|"
    r"father|mother|brother|sister|husband|wife|child)\b|(?:'s|\u2019s) "
)
_ANYBODY = lazy(r" (?:[\w-]+ ){0,3}(?:may|might|can|could|would|should)\b")
# Numbers in the rules of a game of chance or the terms of an offer.
_TERMS = lazy(
    r"\b(?:reels?|paylines?|paytable|jackpots?|free spins?|slots? (?:game|machine)s?|scatter symbols?|per month)\b"
)
_LIMITS = frozenset("minimum maximum max min every per".split())
_COMPOUNDS = {
    "cases": frozenset("use test edge corner business display phone".split())
}  # what reporting does not count


class Figure(NamedTuple):
    """One figure: a count of people, votes, places or scores, or an amount of money or a share."""

    start: int
    end: int
    is_count: bool


class Date(NamedTuple):
    """One date; ``exact`` if it names a day or a weekday, not only a month or a year."""

    start: int
    end: int
    exact: bool


@once
def dates(views: Views) -> tuple[Date, ...]:
    """All dates of the text, in order and disjoint."""
    found = [_dated(views, hit) for hit in views.hits.get("date", ())]
    ranges = [d for d in found if d is not None]
    ranges.extend(
        Date(start, end, False) for start, end in _numbers(views) if _YEAR.match(views.text, start, end)
    )
    ranges.sort()
    out: list[Date] = []
    for date in ranges:
        if not out or date.start >= out[-1].end:
            out.append(date)
    return tuple(out)


def _dated(views: Views, hit: Hit) -> Date | None:
    kind, start, end = hit.phrase.note, hit.start, hit.end
    if kind == "relative":
        return Date(start, end, False)
    if not views.text[start].isupper():
        return None
    return _weekday(views, hit) if kind == "weekday" else _day_of_month(views, start, end)


def _weekday(views: Views, hit: Hit) -> Date | None:
    if _is_no_day(views, hit):
        return None
    with_word = views.lower.startswith(("last ", "next ", "this "), hit.start - 5) and hit.start >= 5
    return Date(hit.start - 5 if with_word else hit.start, hit.end, True)


def _day_of_month(views: Views, start: int, end: int) -> Date | None:
    before = _DAY_BEFORE.search(views.lower, max(0, start - 9), start)
    after = _DAY_AFTER.match(views.lower, end)
    if before is None and after is None:
        # "March" and "May" are words and names too; the other months are dates by themselves.
        return None if views.lower[start:end] in ("march", "may") else Date(start, end, False)
    begin, stop = before.start() if before else start, after.end() if after else end
    if views.lower[begin:stop] in _HOLIDAY or views.lower.endswith("the date ", 0, begin):
        return Date(begin, stop, False)
    # "July 2026" dates a page for search engines as often as an event.
    return Date(begin, stop, before is not None or not _MONTH_YEAR.match(views.lower, end))


def _is_no_day(views: Views, hit: Hit) -> bool:
    """A weekday in general, a name ("Black Friday", "monday.com"), or a label in a plan."""
    at = views.tokens_in(hit.start, hit.end)[0]
    before = views.token(at - 1) if at else ""
    after = views.lower[hit.end : hit.end + 4]
    if before in _ANY_DAY or after.startswith((".com", ":")) or after.startswith("s "):
        return True
    if _is_habit(views, hit) or (before not in _AT_DAY and _names_a_thing(views, hit, at)):
        return True
    if before in _AT_DAY:
        return False
    if before.endswith("ed") or before in _TELLING or after.startswith(("'s ", "\u2019s ")):
        return False
    start, end = _around(views, hit)
    return _REPORTS.search(views.lower, start, end) is None


def _names_a_thing(views: Views, hit: Hit, at: int) -> bool:
    """ "Sunday Prep", "Sunday roast", "Monday's AI" of monday.com; a month, year or name may follow a day."""
    if views.lower.startswith(("'s", "\u2019s"), hit.end) and _names_monday_com(views):
        return True
    if at + 1 >= len(views.tok_start) or views.text[hit.end : int(views.tok_start[at + 1])] != " ":
        return False
    word = views.token(at + 1)
    follows = at + 2 < len(views.tok_start) and bool(views.tok_capital[at + 2])
    return word in _NAMED_AFTER or (bool(views.tok_capital[at + 1]) and follows and word not in _MONTHS)


@once
def _names_monday_com(views: Views) -> bool:
    return "monday.com" in views.lower


def _around(views: Views, hit: Hit) -> Range:
    """The sentence of a hit, at most ``REACH`` characters to either side: text without full stops stays cheap."""
    sentence = views.sentence_at(hit.start)
    start, end = int(views.sent_start[sentence]), int(views.sent_end[sentence])
    return max(start, hit.start - REACH), min(end, hit.end + REACH)


def _is_habit(views: Views, hit: Hit) -> bool:
    start, end = _around(views, hit)
    if hit.start == start and _IS_DAY.match(views.lower, hit.end):
        return True
    if any(not views.quoted_chars[m.start()] for m in _HABIT.finditer(views.lower, start, end)):
        return True
    told = any(not views.quoted_chars[m.start()] for m in _TELLER.finditer(views.lower, start, end))
    return told and _REPORTS.search(views.lower, start, end) is None


@once
def figures(views: Views) -> tuple[Figure, ...]:
    """Counts and amounts, in order and disjoint."""
    found = [f for f in (_amount(views, *at) for at in _numbers(views)) if f is not None]
    found.extend(f for f in (_count(views, hit) for hit in views.hits.get("unit", ())) if f is not None)
    found.sort()
    out: list[Figure] = []
    for figure in found:
        if not out or figure.start >= out[-1].end:
            out.append(figure)
    return tuple(out)


def _numbers(views: Views) -> list[Range]:
    chosen = views.tok_digit.nonzero()[0]
    return list(zip(views.tok_start[chosen].tolist(), views.tok_end[chosen].tolist(), strict=True))


def _amount(views: Views, start: int, end: int) -> Figure | None:
    """An amount of money, a percentage, a large round number, or a vote."""
    text = views.text
    if start and text[start - 1] in _MONEY:
        scale = _SCALE.match(views.lower, end)
        return Figure(start - 1, scale.end() if scale else end, False)
    vote = _VOTE.match(views.lower, end)
    if vote and (start == 0 or text[start - 1] == " "):
        return Figure(start, vote.end(), True)
    unit = _AMOUNT.match(views.lower, end)
    return Figure(start, unit.end(), False) if unit else None


def _count(views: Views, hit: Hit) -> Figure | None:
    """A number right before a unit, with one word in between at most: "212 new homes", "two officers"."""
    at = views.tokens_in(hit.start, hit.end)[0]
    if at == len(views.tok_start) or views.tok_start[at] != hit.start:
        return None  # the end of a word that is no unit: "0A'bodies"
    for before in (at - 1, at - 2):
        if before < 0 or "\n" in views.text[int(views.tok_end[before]) : hit.start]:
            return None
        if views.tok_digit[before] or views.token(before) in _NUMBER_WORDS:
            start, stop = int(views.tok_start[before]), int(views.tok_end[before])
            gap = views.text[stop : hit.start].strip(" -")
            is_year = _YEAR.match(views.text, start, stop) is not None
            plain = gap.replace("-", "").replace("\u2019", "").isalpha() or not gap
            alone = start == 0 or views.text[start - 1] in ' ("\u201c\u2018\n'
            number = not views.tok_digit[before] or _PLAIN_NUMBER.match(views.text, start, stop)
            general = _is_general(views, hit, before, at)
            right = plain and alone and number and not is_year and not general
            if not right or _is_example(views, hit):
                return None
            return Figure(start, hit.end, _is_counted(views, hit))
    return None


def _is_general(views: Views, hit: Hit, before: int, at: int) -> bool:
    """ "Two people", "Tier 2 runs", "two for men", "a 15-year-old mouse": nobody counted anything here."""
    number, unit = views.token(before), views.token(at)
    if (
        number in ("0", "1")
        or ("." in number and unit != "points")
        or _is_pointed(views, before)
        or _is_compound(views, hit, before, at)
        or _is_named(views, before, at)
    ):
        return True
    if hit.phrase.pattern.endswith("old"):
        return _is_age_of_none(views, hit, before)
    few = number in _FEW or (number.isdecimal() and len(number) == 1)
    return few and unit in _GENERAL and _HAPPENED.search(views.lower, hit.end, _around(views, hit)[1]) is None


def _is_age_of_none(views: Views, hit: Hit, before: int) -> bool:
    """Whether an age is a thing's ("a 20-year-old law") or anybody's ("a seven-year-old boy might")."""
    stop = min(len(views.lower), hit.end + 60)
    end = _ENDS_NAME.search(views.lower, hit.end, stop)
    if _THING.match(views.lower, hit.end, end.start() if end else stop):
        return True
    anybody = before > 0 and views.token(before - 1) in ("a", "an", "any", "every")
    return anybody and _ANYBODY.match(views.lower, hit.end, stop) is not None


def _is_named(views: Views, before: int, at: int) -> bool:
    """Whether number or unit belong to a name: "50 United Nations Plaza", "the August 8 delegates"."""
    if before and views.token(before - 1) in _MONTHS:
        gap = views.text[int(views.tok_end[before - 1]) : int(views.tok_start[before])]
        if gap in (" ", ". "):
            return True
    start, end = int(views.tok_start[at]), int(views.tok_end[at])
    if not views.text[start].isupper() or views.text[start:end].isupper() or views.text[start:end] == "MPs":
        return False
    between = at - before > 1 and bool(views.tok_capital[at - 1])
    follows = at + 1 < len(views.tok_start) and bool(views.tok_capital[at + 1])
    return between or (follows and views.text[end : int(views.tok_start[at + 1])] == " ")


def _is_pointed(views: Views, before: int) -> bool:
    """ "All three", "these two", "Grade 6": a number that refers back, or names what comes after it."""
    if not before or views.token(before - 1) not in _POINTING | _GRADES | _LIMITS:
        return False
    return views.text[int(views.tok_end[before - 1])] == " "


def _is_compound(views: Views, hit: Hit, before: int, at: int) -> bool:
    """Whether number and unit do not belong together: "three primary goals", "2-bedroom apartments"."""
    number, unit = views.token(before), views.token(at)
    word = views.token(before + 1) if at - before > 1 else ""
    if (
        word in _BETWEEN
        or word in _COMPOUNDS.get(unit, ())
        or (word and unit in _QUALIFIED and word not in _QUALIFIED[unit])
    ):
        return True
    if word and views.text[int(views.tok_end[before])] == "-" and not hit.phrase.note:
        return True
    labelled = before > 0 and views.tok_capital[before - 1] and views.tok_digit[before] and len(number) < 3
    return bool(labelled and unit in _LABELLED and int(views.tok_start[before - 1]) not in views.sent_start)


def _is_example(views: Views, hit: Hit) -> bool:
    """Whether the sentence gives an example, speaks to the reader outside quotations, or sets the terms of a game."""
    start, end = _around(views, hit)
    if _TERMS.search(views.lower, start, end):
        return True
    return any(not views.quoted_chars[m.start()] for m in _EXAMPLE.finditer(views.lower, start, end))


def _is_counted(views: Views, hit: Hit) -> bool:
    """Whether a unit is of people, votes, places or scores: distances and weights are none, points need a game."""
    unit = hit.phrase.pattern
    if unit in _MEASURED:
        return False
    start, end = _around(views, hit)
    wanted = {"points": _GAME, "charges": _COURT}.get(unit)
    if unit == "points" and _PRIZE.search(views.lower, start, end):
        return False
    return wanted is None or wanted.search(views.lower, start, end) is not None
