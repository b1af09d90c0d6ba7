"""Markdown: block structure, inline markup, front matter, and the choice of format."""

import time

import pytest

from slopcheck.errors import ConfigError
from slopcheck.segment import segment
from slopcheck.types import Document

LONG = "The council voted on Monday to reopen the bridge after eleven months of repairs, the mayor said."


def blocks(source: str) -> list[tuple[str, str]]:
    document: Document = segment(source, format="markdown")
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_block_structure():
    source = f"""# The bridge is open #

{LONG}
And so on.

Next steps
----------
- one
- two
  goes on
1. three

> She said
> so.

***

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1

y = 2
```
### Deeper
{LONG}

[ref]: https://a.example/
"""
    assert blocks(source) == [
        ("headline", "The bridge is open"),
        ("paragraph", f"{LONG} And so on."),
        ("heading", "Next steps"),
        ("item", "one"),
        ("item", "two goes on"),
        ("item", "three"),
        ("quote", "She said so."),
        ("separator", "***"),
        ("table", "a b"),
        ("table", "1 2"),
        ("code", "x = 1\n\ny = 2"),
        ("heading", "Deeper"),
        ("paragraph", LONG),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**a** and *b* and _c_ and ***d***", "a and b and c and d"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[a](https://b.example/c_(d) 'title') [e][f] [g]", "a e [g]"),
        ("![alt](c.png)text[^1]", "text"),
        ("`*code*` and ``a ` b``", "*code* and a ` b"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ("&eacute; <b>bold</b><br>line <https://a.example>", "é bold line https://a.example"),
        ("[**bold link**](x) [![img](a.png)](b)end", "bold link end"),
        ("a * b ** c _ d", "a * b ** c _ d"),
    ],
)
def test_inline_markup(source, shown):
    assert blocks(source) == [("paragraph", shown)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('a {{< picture src="ferry.png" alt="The ferry" >}} b', "a b"),
        ('{% include map.html id="pier" %}a [b]({{ "/pier/" | url }}) {{ site.title }}', "a b"),
        ("a {: .lead}", "a"),
        ("a {{ name }} and {{ $json.title }}", "a {{ name }} and {{ $json.title }}"),
        ("`{{< code >}}` stays", "{{< code >}} stays"),
        ("the [Harbour\nOffice](https://a.example) said **it\nwas** so", "the Harbour Office said it was so"),
        ("![a\npicture](b.png) a", "a"),
        ('<iframe\n  src="https://a.example"\n  title="A film"></iframe> a', "a"),
        ('a <script>let b = "c"</script> d', "a d"),
    ],
)
def test_what_a_generator_replaces_and_marks_over_two_lines(source, shown):
    assert blocks(source) == [("paragraph", shown)]


def test_html_between_markdown_is_read_as_blocks():
    source = f"""<div class="box"><h2>Next
steps</h2><p>{LONG}</p><ul><li>one</li><li>two <b>three</b></li></ul></div>
<blockquote>
<p>She said so.</p>

And more.
</blockquote>
<table>
<tr><td>a</td><td>b</td></tr>
<tr>
<td>1</td>
<td>2</td>
</tr>
</table>

Type `<p>` or <i>this</i>.

<pre><code>x = 1

y &lt; 2
</code></pre>

<script>
let a = 1;

</script>

- <p>four</p>
"""
    assert blocks(source) == [
        ("heading", "Next steps"),
        ("paragraph", LONG),
        ("item", "one"),
        ("item", "two three"),
        ("quote", "She said so."),
        ("quote", "And more."),
        ("table", "a b"),
        ("table", "1 2"),
        ("paragraph", "Type <p> or this."),
        ("code", "x = 1\n\ny < 2"),
        ("item", "four"),
    ]


def test_an_element_that_never_ends_hides_nothing():
    assert blocks(f"<script>\n{LONG}\n\n{LONG}") == [("paragraph", LONG), ("paragraph", LONG)]


def test_front_matter_is_metadata_not_text():
    source = f'---\ntitle: "The bridge is open"\nauthor: Ann Alder\ndate: 2031-05-04\ntags: [a, b]\n---\n\n{LONG}\n'
    document = segment(source, format="markdown")
    assert dict(document.metadata) == {
        "title": "The bridge is open",
        "author": "Ann Alder",
        "date": "2031-05-04",
    }
    assert document.text == f"The bridge is open\n\n{LONG}"
    assert document.origin.source_range(0, 18) is None


def test_comments_are_hidden():
    source = f"{LONG} <!-- unseen --> More."
    document = segment(source, format="markdown")
    assert document.text == f"{LONG} More."
    assert [source[start:end] for start, end in document.hidden] == ["<!-- unseen -->"]


@pytest.mark.parametrize(
    ("name", "source", "format"),
    [
        ("a.md", "text", "markdown"),
        ("a.HTML", "text", "html"),
        ("a.txt", "<p>text</p>", "text"),
        ("-", "<!DOCTYPE html><title>x</title><p>text", "html"),
        ("-", "<p>one</p>\n<p>two</p>\n", "html"),
        ("-", f"# Title\n\n{LONG}", "markdown"),
        ("-", f"{LONG} 3 < 4 and <b> is a tag.", "text"),
        ("-", LONG, "text"),
    ],
)
def test_format_by_suffix_then_by_content(name, source, format):
    assert segment(source, name=name).format == format


def test_unknown_format():
    with pytest.raises(ConfigError, match="unknown format"):
        segment(LONG, format="pdf")


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "](",
        "*a ",
        "`",
        "<",
        "&",
        "_",
        "> ",
        "- ",
        "#",
        "\\",
        "[a](",
        "|",
        "<!--",
        "{{<",
        "{%",
        "<pre>",
        "<li>",
        "<td",
    ],
)
def test_hostile_markdown_ends_soon(unit):
    begin = time.process_time()
    segment(unit * 100_000 + "\n\n" + LONG, format="markdown")
    segment((unit + "\n") * 20_000 + "\n\n" + LONG, format="markdown")
    assert time.process_time() - begin < 8
