"""Bytes to text: size limit, encoding, clear refusals. Never parses."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path
from typing import NamedTuple

from slopcheck.errors import ConfigError, InputError

MAX_BYTES = 20_000_000
_SAMPLE = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of formats people pass by mistake, and what to do instead.
_MAGIC = (
    (b"\x89PNG", "a PNG image", "pass the article's text or HTML, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "pass the article's text or HTML, not a picture of it"),
    (b"GIF8", "a GIF image", "pass the article's text or HTML, not a picture of it"),
    (b"%PDF", "a PDF file", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or export the document as text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x7fELF", "a program", "pass an article as text, Markdown or HTML"),
)

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b")


class Source(NamedTuple):
    """A decoded input. ``note`` is empty for sound UTF-8, else what it was decoded as or what was replaced."""

    name: str
    text: str
    encoding: str
    note: str = ""


def read_path(path: str | Path, *, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> Source:
    """Read and decode one regular file; devices, pipes and folders are refused, not waited for."""
    name = str(path)
    try:
        info = Path(path).stat()
        if stat.S_ISDIR(info.st_mode):
            raise InputError(f"{name} is a directory", "pass a file, or use `slopcheck check` for a folder")
        if not stat.S_ISREG(info.st_mode):
            raise InputError(f"{name} is not a regular file", "pass a file, or pipe the text in and use -")
        if info.st_size > max_bytes:
            raise _too_large(name, info.st_size, max_bytes)
        with Path(path).open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist", "check the path and the current folder") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name} cannot be read: {reason}", "check the path and its permissions") from error
    return read_bytes(data, name, encoding=encoding, max_bytes=max_bytes)


def read_bytes(
    data: bytes, name: str = "<bytes>", *, encoding: str | None = None, max_bytes: int = MAX_BYTES
) -> Source:
    """Decode bytes that are already at hand (standard input, an HTTP body)."""
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    if not data.strip():
        raise InputError(f"{name} is empty", "there is nothing to check; was the export cut off?")
    text, used, note = _decode(data, name, encoding)
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise InputError(f"{name} is empty", "it holds nothing but white space")
    return Source(name, text, used, note)


def _too_large(name: str, size: int, limit: int) -> InputError:
    return InputError(
        f"{name} is too large ({size / 1e6:.1f} MB; the limit is {limit / 1e6:.1f} MB)",
        "one file is one article: split a collection into files first",
    )


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str, str]:
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for mark, codec in _BOMS:
        if data.startswith(mark):
            text, _, _ = _decode_as(data, name, codec)
            return (
                text,
                codec,
                "" if codec == "utf-8-sig" else f"decoded as {codec}; use --encoding to override",
            )
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not text", hint)
    wide = _utf16_without_mark(data)
    if wide:
        text, _, _ = _decode_as(data, name, wide)
        return text, wide, f"decoded as {wide} (no byte order mark); use --encoding to override"
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 100:
        raise InputError(f"{name} looks binary", "pass an article as text, Markdown or HTML")
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        return _decode_legacy(data, name)


def _decode_as(data: bytes, name: str, encoding: str) -> tuple[str, str, str]:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise ConfigError(f"unknown encoding {encoding!r}", "try utf-8, utf-16 or windows-1252") from error
    except UnicodeError as error:
        raise InputError(
            f"{name} is not valid {encoding}", "use --encoding to name the encoding it was saved in"
        ) from error
    return text.removeprefix("\ufeff"), encoding, ""


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every other byte: always the odd or always the even ones."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, name: str) -> tuple[str, str, str]:
    """Not UTF-8: slightly damaged UTF-8, the charset an HTML page declares, or windows-1252."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    intact = sum(1 for char in lenient if char > "\x7f") - broken
    if intact > 4 * broken:
        return lenient, "utf-8", f"{broken} undecodable bytes replaced; use --encoding to override"
    declared = _CHARSET.search(data[:4096])
    candidates = [declared.group(1).decode("ascii")] if declared else []
    for codec in [*candidates, "windows-1252"]:
        try:
            return data.decode(codec), codec, f"decoded as {codec}; use --encoding to override"
        except (LookupError, UnicodeError):
            continue
    raise InputError(
        f"{name} is neither UTF-8 nor windows-1252", "use --encoding to name the encoding it was saved in"
    )
