"""Where work runs changes nothing in what it finds."""

from __future__ import annotations

import os

import pytest

from politeia.engine import MOST, run
from politeia.errors import CaseError


def square(n):
    return n * n


def refused(n):
    if n == 3:
        raise CaseError.at("", 0, 0, "chunk", "3 is refused; expected another")
    return n


def where(n):
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_the_order_of_the_chunks(workers):
    assert list(run(square, range(20), workers)) == [n * n for n in range(20)]


def test_several_workers_are_other_processes():
    assert os.getpid() not in set(run(where, range(8), 2))
    assert set(run(where, range(8), 1)) == {os.getpid()}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_chunk_ends_the_run_with_that_error(workers):
    found = run(refused, range(10), workers)
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(CaseError, match="3 is refused"):
        next(found)


def test_nothing_to_do_is_nothing_found():
    assert list(run(square, [], 2)) == []


@pytest.mark.parametrize("workers", [0, -1, MOST + 1])
def test_a_number_of_workers_that_there_cannot_be(workers):
    with pytest.raises(CaseError, match="expected a number from 1 to"):
        run(square, [1], workers)
