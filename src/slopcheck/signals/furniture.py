"""Parts of the page that are not the article: navigation, share lines, comment forms and the like.

**Why.** They are no fault and no credit. They are shown so that a reader can check that nothing of the
article was taken for furniture, and nothing of the furniture for the article.

**What it finds.** Blocks that the segmentation labels as one of the nine kinds of furniture and whose words
bear that out: a share line names a network, a list of other stories stands under a heading that says so, a
field of a form stands beside that form's own words. An entry of a menu stands among others, and a heading over
stories has one of their titles close below it or ends the text.
Legal lines and reading times are reported as labelled.

**Limits.** A bare "Subscribe" is a paper's as often as a newsletter's: it counts beside a mail form only. Advice
("4. Create a newsletter"), topics ("Advertisements" over a passage about them) and a network's name in the text
are none. Furniture whose kind its words do not tell is not reported here; it stays furniture, outside the
article. In languages other than English most of it is such.

**Weight.** None, they are neutral: cutting a comment form off a page moves no score.

**Sources.** Blocks of the public extraction benchmarks, read one by one; the labels' own evaluation is in
reports/blocks.md.
"""

import re
from collections.abc import Callable, Iterator

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import FURNITURE, Kind, Span
from slopcheck.views import Views

_CLEAR = frozenset({"legal", "read-time"})  # told by fixed forms already
MENU, ENTRIES = 12, 2  # blocks on either side that make a menu, and entries among them that only menus have
LONGEST = 400  # characters of a block that are looked at
LABEL = 2  # words of a label that may as well head a passage of the article
PROSE = 8  # words of an article's paragraph beside a bare label
REACH = 3  # blocks of the same kind on either side whose words count for a form's bare fields
RUN = 8  # the same back to the heading of a list of stories
_SUMMARIES: dict[Kind, str] = {
    "navigation": "Menus, search fields, links to other parts of the site",
    "share": "Buttons and calls to share or follow",
    "comment-form": "The form and notes around readers' comments",
    "related": "Lists of other stories",
    "newsletter": "A newsletter's sign-up",
    "cookie": "A notice about cookies",
    "read-time": "How long the page takes to read",
    "advert": "A marker of advertising",
    "legal": "Copyright lines and terms of use",
}
_NETWORK = (
    r"facebook|twitter|x|linkedin|pinterest|instagram|youtube|whatsapp|reddit|digg|stumbleupon|del\.?icio\.?us|"
    r"newsvine|flipboard|telegram|tumblr|google\+|bluesky|tiktok|messenger|threads|mastodon|slashdot|"
    r"technorati|buffer"
)
_WORDS: dict[Kind, re.Pattern[str]] = {
    "share": lazy(
        rf"(?<!market )\bshares?\b|\b(?:sharing|tweet|retweet|bookmark|print|reprints?|copied|copy link|pin it|like us|"
        rf"(?:connect|stay connected) with|connect$|e-?mail (?:this|a friend|article|to)|send to|article tools|"
        rf"(?:find|watch|join) us on)\b|\bfollow (?:us|me|by|@|[^.!?]{{2,60}} on (?:{_NETWORK}))|^\W*follow\W*$|"
        rf"^\W*(?:e-?mail|save|send|pin|like|rss|{_NETWORK})\W*(?:\d+\W*)?$|"
        rf"\b(?:{_NETWORK})\W{{1,3}}(?:{_NETWORK})\b"
    ),
    "comment-form": lazy(
        r"\b(?:comments?|commenting|commented on|repl(?:y|ies)|respond|discussion|join the conversation|"
        r"disqus|required fields|logged in|be published|notify me|save my name|trackbacks?|moderat\w+)\b"
    ),
    "related": lazy(
        r"\b(?:related|read (?:next|more|also)|keep reading|"
        r"more (?:from|in|on|articles|stories|news|\w+ news)|most[ -](?:read|popular|recent|viewed|"
        r"e-?mailed|shared|watched|commented)|popular (?:posts?|articles?|stories|news|now|reads?|videos?|content)|"
        r"popular\W*$|recommended|you (?:may|might) (?:also )?like|see also|also (?:on|in)|"
        r"latest|headlines|top stories|trending|recent (?:posts|articles|stories|news)|next (?:post|article|story)|"
        r"previous (?:post|article|story)|other (?:news|stories)|editors?'?s? picks?|don't miss)\b"
    ),
    "newsletter": lazy(
        r"\b(?:newsletters?(?! from)|inbox|mailing list|subscribers|digest|briefing|"
        r"by e-?mail|via e-?mail|e-?mail (?:updates|alerts?|news)|daily (?:e-?mail|updates?)|get (?:our|"
        r"the) latest(?!.*\brss)|free news)\b"
    ),
    "cookie": lazy(
        r"\bcookies?\b|\bdo not sell\b|\bgdpr\b|\btracking technolog|\bprivacy (?:choices|preferences|settings|cent)|"
        r"\b(?:accept|reject) all\b|\bconsent\b"
    ),
    "advert": lazy(
        r"^\W*(?:advertisements?|advertis(?:ing|ement) (?:by|links?)|ads? by|sponsored\b.{0,30}|promoted|ads?|"
        r"adchoices|report this ad)\W*$|\bsponsored (?:by|links?|content|post)\b|\bfrom our (?:sponsors?|"
        r"partners?)\b|\baffiliate (?:link|comm)|"
        r"\b(?:may|might) (?:earn|get|receive) (?:a|an) (?:\w+ )?(?:share|commission)\b|\bpaid (?:post|content)\b|"
        r"^(?:story continues|article continues|scroll|continue reading) "
        r"(?:below(?: (?:the )?advert\w*)?\W*$|to continue)|\bskip ad\b|\bspecial offer\b"
    ),
}  # fmt: skip
_MENU_WORDS = lazy(
    r"^\W*(?:home(?:page)?|menu|search|about(?: us)?|contact(?: us)?|site ?map|archives?|news|sports?|business|"
    r"entertainment|health|politics|opinion|weather|video|photos|blogs?|jobs|careers|faqs?|help|support|login|log in|"
    r"sign in|register|my account|shop|products|services|resources|events|press|team|pricing|privacy policy|rss|"
    r"classifieds|obituaries|categories|technology|science|travel|lifestyle|next|previous|older posts|"
    r"newer posts|more)\W*$|"
    r"\b(?:back to (?:the )?top|skip to|return to top|main menu|site map|tags?:|categor(?:y|ies):|filed under|"
    r"you are here|home ?page|search (?:for|this|the)|toggle|jump to)\b|^\W*home [>\u00bb/|]|"
    r"^\s*(?:#\w+\s*){2,}$|(?:\s[|\u00bb>]\s.*){2}"
)
_LABELS = lazy(  # that need not stand in a menu
    r"\b(?:back to (?:the )?top|skip to|return to top|main menu|site map|you are here|jump to)\b|^\W*home [>\u00bb/|]|"
    r"^\W*(?:tags?|tagged|categor(?:y|ies)|filed under)\s*:|^\s*(?:#\w+\s*){2,}$"
)
# An entry of an article's own list, an address, or advice: "4. Create newsletters", "share your photos".
_ENTRY = lazy(r"^\W*(?:\d{1,2}[.)]\s|(?:https?://|www\.)\S+\s*$)")
_ADVICE: dict[Kind, re.Pattern[str]] = {
    "newsletter": lazy(
        r"^\W*(?:creat|start|build|writ|send|design|mak|launch|us)(?:e|ing)?\b|\b(?:their|his|her|its) "
        r"(?:\w+ )?(?:website|newsletters?|mailing list)\b|\b(?:comments?|replies|answers)\b|\bweeks? \d|"
        r"\b(?:magazine|print|e-edition|"
        r"digital editions?|portfolio|rss|feeds?)\b"
    ),
    "share": lazy(
        r"\bshar(?:e|es|ing) (?:your|our|their|his|her|my|on social media\W*$)|^\W*\w+ sharing\W*$"
    ),
}
_LEADS = lazy(
    r"^\W*(?:more from|read (?:more|next|also)|related|see also)\b.*:\s*$"
)  # over a list that is lost
_INLINE = lazy(
    r"^\W*(?:related|read (?:more|next|also)|see also|(?:previous|next)(?: (?:post|article|story))?)\b[^:]{0,20}: ?\S"
)
_STEP = lazy(r"^\W*(?:next|previous) (?:post|article|story)\b")
_RIGHTS = lazy(r"\u00a9|\ball rights reserved\b")
_SECTION = lazy(
    r"^\W*(?:ads|advertisements|advertising|sponsored(?: content| links?)?)\W*$"
)  # a menu leads there, too
LIST = 3  # blocks below a heading of related stories in which one of their titles stands
_BARE = lazy(
    r"^\W*(?:advertising|subscribe(?: now| today)?|sign up(?: now)?)\W*$"
)  # among links it is a menu's
_TOPIC = lazy(r"^\W*(?:comments|ads|cookies|cookie policy|social media|newsletters)\W*$")
_MAIL = lazy(r"\be-?mail|\binbox\b|\bnewsletter")
_PAPER = lazy(r"\b(?:magazine|print|e-?edition|home delivery|e-?newspaper|digital edition|sign in)\b")
FORM = 3  # words of a sentence about mail
_FIELD = lazy(
    r"^\W*(?:(?:your|first|last|full)? ?(?:name|e-?mail|e-?mail address|comment|website|url|subject|message)|submit|"
    r"cancel|send|post|subscribe|sign up|sign me up|join(?: now)?|accept|reject|ok|got it)\W*(?:\(?required\)?\W*)?$"
)
_ALONE = lazy(rf"^\W*(?:e-?mail|save|send|like|rss|{_NETWORK})\W*$")
_MENU = lazy(r"^\W*comments?\W*(?:\*\W*)?$")
_OTHER = lazy(
    r"\b(?:subscribe|petition|e-?mail|gift|covers|classified|advertis\w+|rss|magazine|free trial|tickets?|"
    r"newsletters?|sign up)\b|\u00a9|/ ?in\b|\s@\s|\brelated (?:tags?|topics|searches)\b"
)
CUE = 6  # words of a heading over other stories
NOTE = 20  # words of the notes around comments; longer ones speak of rules or are readers' own
_RULES = lazy(
    r"\b(?:delete|moderat\w+|guidelines|reserve|reviewed|inappropriate|"
    r"subject to|terms|rules|abus\w+|polic\w+|log in)\b"
)
_TITLE = 4  # words of another story's title


def _finder(kind: Kind) -> Callable[[Views], Iterator[Span]]:
    def find(views: Views) -> Iterator[Span]:
        if kind not in views.kinds:
            return
        for i, block in enumerate(views.blocks):
            if (
                block.kind == kind
                and not _heads_text(views, i)
                and (kind in _CLEAR or _says_so(views, i, kind))
            ):
                yield Span(block.start, block.end, kind, f"Page furniture: {kind}.")

    return find


def _in_menu(views: Views, i: int) -> bool:
    """Whether an entry stands in an unbroken run of furniture with entries that only menus have."""
    found = 0
    for step in (-1, 1):
        for j in range(i + step, i + step * (MENU + 1), step):
            if not 0 <= j < len(views.blocks) or views.blocks[j].kind not in FURNITURE:
                break
            found += _MENU_WORDS.search(_line(views, j)) is not None
    return found >= ENTRIES


def _heads_text(views: Views, i: int) -> bool:
    """Whether a label heads a passage of the article that is about it: "Comments", "Ads", "Copyright: who owns it?"."""
    line = _line(views, i)
    if line.rstrip().endswith("?") and line.startswith("copyright"):
        return True
    return _TOPIC.match(line) is not None and _before_prose(views, i)


def _before_prose(views: Views, i: int) -> bool:
    """Whether a passage of the article follows."""
    if i + 1 >= len(views.blocks) or views.blocks[i + 1].kind in FURNITURE:
        return False
    return len(_line(views, i + 1).split()) >= PROSE


def _says_so(views: Views, i: int, kind: Kind) -> bool:
    """Whether a block's words, or those of the form or list it belongs to, are of the kind it is labelled as."""
    line = _line(views, i)
    if kind == "navigation":
        return _is_entry(views, i, line)
    if kind == "related":
        return _is_related(views, i, line)
    if _is_other(views, i, kind, line):
        return False
    if _needs_company(kind, line):
        lone = kind == "share" and i + 1 == len(views.blocks) and not _among_links(views, i)
        return lone or _beside(views, i, kind, range(i - 2, i + 3))
    return _WORDS[kind].search(line) is not None or _is_field(views, i, kind, line)


def _is_other(views: Views, i: int, kind: Kind, line: str) -> bool:
    """Whether a line with a kind's words is advice, an entry of a list, a topic, or a reader's own words."""
    if _ENTRY.match(line) or (kind in _ADVICE and _ADVICE[kind].search(line)):
        return True
    if kind == "advert":
        return _is_topic(views, i, line)
    return kind == "comment-form" and len(line.split()) > NOTE and _RULES.search(line) is None


def _is_entry(views: Views, i: int, line: str) -> bool:
    """Whether a line is a menu's or a list of tags, and no label in the article: "Search", "Previous"."""
    if (len(line.split()) <= LABEL and _before_prose(views, i)) or _RIGHTS.search(line):
        return False
    if _LABELS.search(line):
        return True
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(views.blocks)]
    apart = len(near) == 2 and not any(views.blocks[j].kind in FURNITURE for j in near)
    return not apart and (_MENU_WORDS.search(line) is not None or _in_menu(views, i))


def _is_topic(views: Views, i: int, line: str) -> bool:
    """Whether "Advertisements" heads a passage about them, or is an entry of a menu or of an article's list."""
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(views.blocks)]
    menu = all(views.blocks[j].kind == "navigation" and len(_line(views, j).split()) <= _TITLE for j in near)
    if menu and _SECTION.match(line):
        return True
    if "advertis" not in line:
        return False
    if i + 1 < len(views.blocks) and "advertis" in _line(views, i + 1) and _before_prose(views, i):
        return True
    return len(near) == 2 and all(
        views.blocks[j].kind not in FURNITURE and len(_line(views, j).split()) < PROSE for j in near
    )


def _is_related(views: Views, i: int, line: str) -> bool:
    """Whether a line heads a list of stories, or is a story's title in one that is headed so."""
    words = len(line.split())
    if _OTHER.search(line):
        return False
    if _LEADS.match(line) or _INLINE.match(line) or _STEP.match(line):
        return True
    if _WORDS["related"].search(line):
        return words <= CUE and _heads_titles(views, i)
    return words >= _TITLE and _under_cue(views, i)


def _is_field(views: Views, i: int, kind: Kind, line: str) -> bool:
    """Whether a bare label ("Subscribe", "Name", "Advertising") stands alone, or beside its form's words."""
    bare = _BARE.match(line) is not None
    if bare and kind == "advert" and not _among_links(views, i):
        return True
    paper = kind == "newsletter" and (
        bare or "subscribe to" in line or "sign up" in line
    )  # a paper sells subscriptions, too
    if paper:
        if line.strip().startswith("subscribe") and i + 1 == len(views.blocks) and not _among_links(views, i):
            return True
        near = [_line(views, j) for j in range(max(0, i - 2), min(len(views.blocks), i + 3)) if j != i]
        return any(map(_asks_mail, near)) and not any(_PAPER.search(other) for other in near)
    if _FIELD.match(line) is None or kind in ("share", "advert"):
        return False
    return _beside(views, i, kind, range(i - REACH, i + REACH + 1))


def _asks_mail(line: str) -> bool:
    """Whether a line is a mail form's: its field, or a sentence about mail, no entry "Newsletters" or "Email" icon."""
    if _MAIL.search(line) is None or _WORDS["share"].search(line):
        return False
    return len(line.split()) >= FORM or _FIELD.match(line) is not None


def _beside(views: Views, i: int, kind: Kind, reach: range) -> bool:
    near = (j for j in reach if 0 <= j < len(views.blocks) and j != i and views.blocks[j].kind in FURNITURE)
    return any(_WORDS[kind].search(_line(views, j)) for j in near)


def _needs_company(kind: Kind, line: str) -> bool:
    """Whether a word could as well be a menu's or a form's: "Email", "YouTube", "Comment", a reader's own words."""
    if kind == "share":
        return _ALONE.match(line) is not None
    return kind == "comment-form" and _MENU.match(line) is not None


def _heads_titles(views: Views, i: int) -> bool:
    """Whether titles of stories stand close below a heading, or it ends the text; else it is a menu's entry."""
    if i + 1 == len(views.blocks):
        alone = not _among_links(views, i) or views.blocks[i - 1].kind == "related"
        return alone and not _line(views, i).rstrip().endswith(".")
    for j in range(i + 1, min(i + 1 + LIST, len(views.blocks))):
        line = _line(views, j)
        if views.blocks[j].kind not in FURNITURE and len(line.split()) >= NOTE:
            return False
        titled = views.blocks[j].kind == "related" and _WORDS["related"].search(line) is None
        if titled and len(line.split()) >= _TITLE and _OTHER.search(line) is None:
            return True
    return False


def _under_cue(views: Views, i: int) -> bool:
    """Whether the unbroken list that a title stands in begins with a heading that says so."""
    for j in range(i - 1, max(-1, i - 1 - RUN), -1):
        if views.blocks[j].kind != "related":
            return False
        line = _line(views, j)
        if len(line.split()) <= CUE and _WORDS["related"].search(line):
            return True
    return False


def _among_links(views: Views, i: int) -> bool:
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(views.blocks)]
    return any(views.blocks[j].kind in FURNITURE or len(_line(views, j).split()) < PROSE for j in near)


def _line(views: Views, i: int) -> str:
    block = views.blocks[i]
    return views.lower[block.start : min(block.end, block.start + LONGEST)]


SIGNALS = tuple(
    Signal(id=kind, version=3, family="furniture", effect="neutral", summary=text, find=_finder(kind))
    for kind, text in _SUMMARIES.items()
)
