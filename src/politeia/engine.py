"""Where work runs: in this process, or in several; what it finds does not depend on which."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from politeia.errors import CaseError

Chunk = TypeVar("Chunk")
Found = TypeVar("Found")

AHEAD = 2  # pieces of work that wait for each process, so that none is idle and few results are held at once
MOST = 256  # processes


def run(function: Callable[[Chunk], Found], chunks: Iterable[Chunk], workers: int = 1) -> Iterator[Found]:
    """What the function finds for each chunk, in the order of the chunks, as soon as it is known.

    With more than one worker, as many processes are started, and the function, the chunks and what is found travel
    between them: a function of a module, or a `functools.partial` of one, does. A function whose result depends on
    its chunk alone finds the same with any number of workers. An error in a chunk ends the run. Raises CaseError for a
    number of workers that there cannot be.

    >>> list(run(abs, [-3, 2, -1]))
    [3, 2, 1]
    """
    if not 1 <= workers <= MOST:
        raise CaseError.at("", 0, 0, "workers", f"{workers} processes cannot run; expected a number from 1 to {MOST}")
    return map(function, chunks) if workers == 1 else _in_processes(function, iter(chunks), workers)


def _in_processes(function: Callable[[Chunk], Found], chunks: Iterator[Chunk], workers: int) -> Iterator[Found]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started anew, not copied from this process: a copy would hold the locks of threads that it does not have.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        waiting = deque(pool.submit(function, chunk) for chunk in islice(chunks, AHEAD * workers))
        while waiting:
            found = waiting.popleft().result()
            waiting.extend(pool.submit(function, chunk) for chunk in islice(chunks, 1))
            yield found
    finally:
        pool.shutdown(cancel_futures=True)
