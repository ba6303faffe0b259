"""Hostile YAML costs little: it is refused by its size, depth or nature, and never runs, blocks or grows."""

import os
import socket
import sys
import time
import tracemalloc
from pathlib import Path
from unittest import mock

import pytest
import yaml
from pydantic import BaseModel

from politeia.errors import CaseError
from politeia.reader import bind, parse, plain, read
from politeia.reader.text import BYTES, NODES
from politeia.reader.tree import LEVELS

SECONDS = 20  # of CPU; each case here takes about one

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]


@pytest.fixture(autouse=True)
def cheap():
    """The test may take a few seconds of CPU."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def refusal(text: str | bytes, *, loader=yaml.CSafeLoader) -> CaseError:
    with mock.patch("politeia.reader.text.PARSER", loader), pytest.raises(CaseError) as caught:
        parse(text, "f.yaml")
    assert all(len(str(complaint)) < 1000 for complaint in caught.value.complaints)
    return caught.value


# Depth


DEEP = {
    "lists": "[" * 100_000,
    "mappings": "{" * 100_000,
    "values": "{a: " * 100_000,
    "mixed": "[{a: " * 100_000,
    "dashes": "- " * 100_000,
    "keys": "? " * 100_000,
    "indented keys": "".join(" " * level + "a:\n" for level in range(1000)),
    "indented dashes": "".join(" " * level + "-\n" for level in range(1000)),
    "one level more": "[" * (LEVELS + 1) + "]" * (LEVELS + 1),
}


@pytest.mark.parametrize("loader", PARSERS, ids=["libyaml", "python"])
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_depth_is_refused(text, loader):
    complaint = refusal(text, loader=loader).complaints[-1]
    assert f"nested more than {LEVELS} levels" in complaint.message


def test_the_deepest_tree_that_is_allowed_can_be_used():
    class Chain(BaseModel):
        a: "Chain | None" = None

    tree = parse("[" * LEVELS + "]" * LEVELS, "f.yaml")
    assert str(plain(tree)).count("[") == LEVELS
    tree = parse("{a: " * (LEVELS - 1) + "{}" + "}" * (LEVELS - 1), "f.yaml")
    assert str(bind(tree, Chain)).count("a=") == LEVELS
    assert hash(tree) is not None
    assert repr(tree)


# Size


LARGE = {
    "plain": "a: " + "x" * (BYTES - 3),
    "quoted": 'a: "' + "x " * (BYTES // 2 - 3) + '"',
    "block": "a: |\n" + " x\n" * (BYTES // 3 - 3),
    "comment": "#" * (BYTES - 4) + "\n- a",
    "blank": "\n" * (BYTES - 3) + "- a",
    "items": "- aaaaa\n" * (NODES - 1),
    "empty lists": "- []\n" * (NODES - 1),
    "flow items": "[" + "a," * (NODES - 1) + "]",
    "keys": "".join(f"k{number}: v\n" for number in range(NODES // 2 - 1)),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_the_largest_text_that_is_allowed_is_read(text):
    assert len(text) <= BYTES
    assert parse(text, "f.yaml")


MORE = {
    "items": "- a\n" * NODES,
    "empty lists": "- []\n" * NODES,
    "flow items": "[" + "a," * NODES + "]",
    "keys": "".join(f"k{number}: v\n" for number in range(NODES // 2)),
}


@pytest.mark.parametrize("text", MORE.values(), ids=MORE)
def test_one_node_more_is_refused(text):
    error = refusal(text)
    assert f"more than {NODES:,} nodes" in error.message
    assert len(error.complaints) == 1


@pytest.mark.parametrize(
    "text",
    ["x" * (BYTES + 1), b"x" * (BYTES + 1), "қ" * (BYTES // 2 + 1)],
    ids=["text", "bytes", "two bytes"],
)
def test_one_byte_more_is_refused(text):
    assert "bytes; expected at most 2,000,000" in refusal(text).message


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(CaseError, match="has 1,000,000,000,000 bytes; expected at most 2,000,000"):
        read(path)


# Amount


FAULTS = {
    "repeated keys": ("a: 1\n" * (NODES // 2 - 1), NODES // 2 - 2),
    "anchors": ("- &a x\n" * 100_000, 100_000),
    "aliases": ("- *a\n" * 100_000, 100_000),
    "tags": ("- !t x\n" * 100_000, 100_000),
    "documents": ("---\n" * 400_000, 1),
    "directives": ("%TAG !a! b\n" * 100_000, 1),
    "nul": ("\0" * BYTES, 1),
    "separators": ("\u2028" * (BYTES // 3), 1),
    "marks": ("\ufeff" * (BYTES // 3), 1),
    "tabs": ("\t" * BYTES, 1),
    "open quote": ('"' + "x" * (BYTES - 1), 1),
    "second colon": ("x" * (BYTES - 6) + ": a: b", 1),
    "open lists": ('["x", ' * 150_000, 1),
}


@pytest.mark.parametrize(("text", "complaints"), FAULTS.values(), ids=FAULTS)
def test_many_faults_cost_no_more_than_many_nodes(text, complaints):
    assert len(refusal(text).complaints) == complaints


def test_complaints_about_long_keys_do_not_fill_the_memory():
    text = "? " + "k" * 1_000_000 + "\n:\n" + " a: 1\n" * 10_000
    tracemalloc.start()
    error = refusal(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(error.complaints) == 9_999
    assert peak < 100_000_000


def test_many_unknown_keys_get_their_suggestions():
    class Record(BaseModel, extra="forbid"):
        article: str = ""
        source: str = ""
        since: str = ""

    tree = parse("".join(f"artcl{number}: v\n" for number in range(30_000)), "f.yaml")
    with pytest.raises(CaseError) as caught:
        bind(tree, Record)
    assert len(caught.value.complaints) == 30_000
    assert caught.value.message == "key 'artcl0' is unknown; did you mean 'article'?"


# Nature


def test_aliases_cannot_grow():
    laughs = "\n".join(["a0: &a0 lol", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))])
    assert len(refusal(laughs).complaints) == 10 + 9 * 9


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch {}']",
        "a: !!python/object/new:os.system ['touch {}']",
        "!!python/name:os.system : touch {}",
        "%TAG ! tag:yaml.org,2002:python/\n---\n!object/apply:os.system ['touch {}']",
    ],
)
def test_tags_never_run(text, tmp_path):
    target = tmp_path / "touched"
    refusal(text.replace("{}", str(target)))
    assert not target.exists()


def test_keys_of_python_objects_are_only_text():
    class Record(BaseModel):
        a: int = 0

    tree = parse("{__class__: x, __init__: y, model_config: z, a: 1}", "f.yaml")
    assert bind(tree, Record) == Record(a=1)


# Files that are none


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="these files exist on POSIX systems only")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (fifo, "this is a pipe, socket or device"),
        (unix_socket, "cannot be opened"),
        (zero, "this is a pipe, socket or device"),
        (loop, "cannot be opened"),
        (dangling, "there is no such file"),
        (Path.mkdir, "this is a directory"),
        (lambda path: None, "there is no such file"),
    ],
    ids=["fifo", "socket", "device", "loop", "dangling", "directory", "missing"],
)
def test_what_is_no_file_is_refused_without_waiting(make, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    path = Path("x.yaml")
    make(path)
    with pytest.raises(CaseError) as caught:
        read(path)
    assert words in caught.value.message
    assert "; expected " in caught.value.message
    assert (caught.value.file, caught.value.line) == ("x.yaml", 0)


@pytest.mark.parametrize("name", ["a\0b", "a" * 300, "a\nb"])
def test_odd_names_are_refused_in_one_line(name, tmp_path):
    with pytest.raises(CaseError) as caught:
        read(tmp_path / name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("call", "words"), [("open", "cannot be opened"), ("fstat", "cannot be read")])
def test_a_file_that_may_not_be_read_is_refused(call, words, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: b")
    denied = PermissionError(13, "Permission denied")  # root is never denied, so it is only said
    with mock.patch(f"os.{call}", side_effect=denied), pytest.raises(CaseError, match=rf"{words} \(Perm"):
        read(path)


@pytest.mark.skipif(sys.platform != "linux", reason="open files are listed in /proc on Linux only")
def test_no_file_stays_open(tmp_path):
    path, opened = tmp_path / "x.yaml", Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    path.write_text("a: b")
    read(path)
    for refused in (tmp_path, Path("/dev/null"), tmp_path / "none"):
        with pytest.raises(CaseError):
            read(refused)
    assert len(list(opened.iterdir())) == before


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (BYTES + 1))
    honest = os.fstat
    small = mock.patch("os.fstat", lambda number: os.stat_result([*honest(number)[:6], 1, 0, 0, 0]))
    with small, pytest.raises(CaseError, match=f"{BYTES + 1:,} bytes"):
        read(path)
