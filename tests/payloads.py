"""Texts that would run as script in a page that did not escape them. Each one sets ``window.ran``."""

from __future__ import annotations

RUN = "window.ran=1"
_TAGS = (
    "img src=x onerror", "svg onload", "body onload", "iframe onload", "input autofocus onfocus",
    "details open ontoggle", "video src=x onerror", "audio src=x onerror", "marquee onstart",
    "object data=x onerror", "select autofocus onfocus", "textarea autofocus onfocus",
    "link rel=stylesheet href=x onerror", "style onload", "script src=x onerror", "p onpointerover",
    "a onmouseover", "math onclick",
)  # fmt: skip
_CLOSERS = ("", '">', "'>", "</title>", "</textarea>", "</script>", "</style>", "-->", "]]>", "</mark>")

PAYLOADS: tuple[str, ...] = (
    *(f"<{tag}={RUN}>" for tag in _TAGS),
    *(f"{close}<script>{RUN}</script>" for close in _CLOSERS),
    *(f"{close}<img src=x onerror={RUN}>" for close in _CLOSERS[1:]),
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus x='",
    f"` onclick=`{RUN}`",
    f"x onload={RUN}",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    f"</p><base href='javascript:{RUN}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    f"<form action=javascript:{RUN}><button autofocus>",
    "<style>@import 'https://example.invalid/x.css';</style>",
    "<link rel=prefetch href=https://example.invalid/x>",
    "<img src=https://example.invalid/pixel.gif>",
    f"<svg><a href=javascript:{RUN}><text>x</text></a></svg>",
    f"<svg><script>{RUN}</script></svg>",
    f"<math><mi xlink:href=javascript:{RUN}>x</mi></math>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"<\u200bscript>{RUN}</script>",
    f"\u202e<script>{RUN}</script>",
    f"<!--><script>{RUN}</script>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<template><script>{RUN}</script></template>",
)
