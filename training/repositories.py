"""Files of a public repository at a commit, read through git without ever checking anything out.

A bare repository has no working tree, so that symlinks, hooks, filters, submodules and large-file pointers have
nothing to act on.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from training.sources import UNKNOWN, Source

PACK_BYTES = 4_000_000_000  # one file on disk that git may write
LISTING_BYTES = 200_000_000  # the list of a commit's files
SECONDS = 1_800  # one git command
PASSED = ("https_proxy", "no_proxy", "git_ssl_cainfo", "ssl_cert_file")  # what a network may need
REGULAR = ("100644", "100755")  # git's modes of ordinary files; links and submodules have others


class FetchError(Exception):
    """This source cannot be read; the others can."""


class Blob(NamedTuple):
    """An ordinary file in a commit."""

    path: str
    object: str
    size: int


def git(repository: Path, *arguments: str, feed: bytes = b"", most: int = PACK_BYTES) -> bytes:
    """Runs git in a bare repository, deaf to the user's settings, unable to ask, and ended when it writes a file
    (or an answer: a small tree can list billions of paths) of more than ``most`` bytes."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(repository),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_ALLOW_PROTOCOL": "https:file",
        "LC_ALL": "C",
        **{key: value for key, value in os.environ.items() if key.lower() in PASSED},
    }
    limited = ["/bin/sh", "-c", 'ulimit -f "$0"; exec "$@"', str(most // 512)]
    with TemporaryFile() as shown, TemporaryFile() as given:
        given.write(feed)
        given.seek(0)
        try:
            done = subprocess.run(
                [*limited, "git", "--git-dir", str(repository), *arguments],
                stdin=given,
                stdout=shown,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise FetchError(f"git {arguments[0]} took longer than {SECONDS} s") from None
        if done.returncode < 0:
            raise FetchError(f"git {arguments[0]} was ended: did it write more than {most} bytes?")
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
            raise FetchError(f"git {arguments[0]}: {lines[-1][:300]}")
        shown.seek(0)
        return shown.read()


def fetched(source: Source, cache: Path, head: bool) -> tuple[Path, str]:
    """A bare repository that holds the source's commit, and the commit; ``head`` takes today's when none is known."""
    name = hashlib.sha256(source.repository.encode()).hexdigest()[:16]
    repository = cache / f"{name}.git"
    if not (repository / "HEAD").is_file():
        repository.mkdir(parents=True, exist_ok=True)
        git(repository, "init", "--quiet", "--bare")
    wanted = source.commit if source.commit != UNKNOWN else "HEAD"
    if wanted != "HEAD" and _holds(repository, wanted):
        return repository, wanted
    if wanted == "HEAD" and not head:
        raise FetchError("no commit is known")
    git(
        repository, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--end-of-options",
        source.repository, wanted,
    )  # fmt: skip
    commit = git(repository, "rev-parse", "--verify", "FETCH_HEAD^{commit}").decode("ascii").strip()
    if wanted not in ("HEAD", commit):
        raise FetchError(f"asked for commit {wanted} and got {commit}")
    return repository, commit


def _holds(repository: Path, commit: str) -> bool:
    try:
        git(repository, "cat-file", "-e", f"{commit}^{{commit}}")
    except FetchError:
        return False
    return True


def files(repository: Path, commit: str) -> Iterator[Blob]:
    """The ordinary files of a commit, by path. Symbolic links and submodules are no ordinary files."""
    listing = git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, most=LISTING_BYTES)
    for entry in sorted(filter(None, listing.split(b"\0"))):
        fields, _, path = entry.partition(b"\t")
        mode, kind, name, size = fields.decode("ascii").split()
        if kind == "blob" and mode in REGULAR:
            yield Blob(path.decode("utf-8", "replace"), name, int(size))


def contents(repository: Path, blobs: Sequence[Blob], most: int) -> Iterator[bytes]:
    """The bytes of the files, in their order; ``most`` in all."""
    answer = git(
        repository,
        "cat-file",
        "--batch",
        feed="".join(f"{b.object}\n" for b in blobs).encode(),
        most=most,
    )
    at = 0
    for blob in blobs:
        start = answer.index(b"\n", at) + 1
        yield answer[start : start + blob.size]
        at = start + blob.size + 1
