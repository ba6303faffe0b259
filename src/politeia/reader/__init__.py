"""Strict YAML: a tree in which every key and value keeps its place and its text, and models made from it.

`read` and `parse` make a tree and `bind` makes a model of it; what is wrong becomes one `CaseError`.
"""

from politeia.reader.bound import bind, place
from politeia.reader.text import bytes_of, parse, read
from politeia.reader.tree import Mapping, Mark, Node, Scalar, Sequence, from_plain, plain

__all__ = [
    "Mapping",
    "Mark",
    "Node",
    "Scalar",
    "Sequence",
    "bind",
    "bytes_of",
    "from_plain",
    "parse",
    "place",
    "plain",
    "read",
]
