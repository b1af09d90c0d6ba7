"""What can be read, what is refused, and that a refusal says what to do."""

import os
from pathlib import Path

import pytest

from slopcheck.errors import ConfigError, InputError
from slopcheck.read import read_bytes, read_path

TEXT = "Ann Alder’s café “reopened” on Monday — at last.\nNaïve readers cheered.\n"


def refused(action, *words):
    with pytest.raises(InputError) as caught:
        action()
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert caught.value.hint
    return caught.value


def test_utf8_with_and_without_mark():
    assert read_bytes(TEXT.encode()).text == TEXT
    marked = read_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert marked.text == TEXT
    assert marked.note == ""


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_wide_encodings_with_mark_are_decoded_with_a_note(codec):
    source = read_bytes(TEXT.encode(codec), "page.txt")
    assert (source.text, source.encoding) == (TEXT, codec)
    assert source.note == f"decoded as {codec}; use --encoding to override"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_recognised_and_noted(codec):
    source = read_bytes((TEXT * 3).encode(codec))
    assert source.text == TEXT * 3
    assert codec in source.note and "--encoding" in source.note


def test_windows_1252_is_a_noted_fallback():
    source = read_bytes(TEXT.encode("windows-1252"))
    assert source.text == TEXT
    assert source.note == "decoded as windows-1252; use --encoding to override"


def test_a_declared_charset_comes_before_windows_1252():
    page = '<html><meta charset="iso-8859-2"><p>Łódź i Kraków</p>'
    source = read_bytes(page.encode("iso-8859-2"))
    assert source.text == page
    assert "iso-8859-2" in source.note


def test_windows_1252_declared_as_utf8():
    page = '<html><meta charset="utf-8"><p>It’s a café</p>'
    assert read_bytes(page.encode("windows-1252")).text == page


def test_damaged_utf8_stays_utf8():
    data = (TEXT * 4).encode() + b"\xff tail"
    source = read_bytes(data)
    assert source.text == TEXT * 4 + "\ufffd tail"
    assert source.note.startswith("1 undecodable")


def test_encoding_overrides():
    assert read_bytes("é".encode("latin-1") * 4, encoding="latin-1").text == "éééé"
    refused(lambda: read_bytes(b"\xff\xfe\xfd", encoding="utf-8"), "not valid utf-8")
    with pytest.raises(ConfigError, match="unknown encoding"):
        read_bytes(b"text", encoding="rot13")


def test_carriage_returns_stay():
    assert read_bytes(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", " \n".encode("utf-16")])
def test_empty(data):
    refused(lambda: read_bytes(data, "a.txt"), "a.txt", "empty")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04 text", "ZIP"),
        (b"\x1f\x8b\x08 text", "gzip"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_binary(data, word):
    refused(lambda: read_bytes(data, "a.bin"), "a.bin", word)


def test_a_stray_nul_is_not_binary():
    assert (
        read_bytes(
            b"A sentence of text\0 with a stray NUL byte in the middle of it. " + b"More text. " * 30
        ).text.count("\0")
        == 1
    )


def test_paths(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("An article.", encoding="utf-8")
    source = read_path(file)
    assert (source.name, source.text) == (str(file), "An article.")
    refused(lambda: read_path(tmp_path), "directory")
    refused(lambda: read_path(tmp_path / "missing.txt"), "does not exist")
    refused(lambda: read_path("a\0b"), "cannot be read")


def test_pipes_and_devices_are_refused_at_once(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused(lambda: read_path(pipe), "not a regular file")
    refused(lambda: read_path("/dev/zero"), "not a regular file")


def test_size_limit(tmp_path: Path):
    file = tmp_path / "big.txt"
    file.write_bytes(b"a" * 1001)
    assert read_path(file, max_bytes=1001).text == "a" * 1001
    refused(lambda: read_path(file, max_bytes=1000), "too large")
    refused(lambda: read_bytes(b"a" * 11, max_bytes=10), "too large")
