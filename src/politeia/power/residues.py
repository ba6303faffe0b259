"""Whole numbers of any length from their remainders: primes just below 2^62, and the Chinese remainder theorem.

A sum of two remainders is below 2^63, so that it fits a signed machine word whatever the size of the game; and
a count is known from its remainders as soon as the product of the primes exceeds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice, takewhile
from math import prod

STEP = 1 << 20  # primes are 1 above a multiple of it: they have roots of unity of every order up to it
WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)  # Miller and Rabin's test with these errs nowhere below 2^64


@cache
def primes(bits: int, size: int = 62) -> tuple[int, ...]:
    """As many primes of `size` bits as are needed for their product to exceed 2^bits, the greatest first.

    Each exceeds 2^(size - 1), so that bits // (size - 1) + 1 of them have a product above 2^bits.

    >>> [prime < 1 << 62 and (prime - 1) % STEP == 0 for prime in primes(100)]
    [True, True]
    """
    candidates = range((1 << size) - STEP + 1, 1 << size - 1, -STEP)
    return tuple(islice((n for n in candidates if is_prime(n)), bits // (size - 1) + 1))


def is_prime(n: int) -> bool:
    """Whether an odd number below 2^64 and above 37 is prime.

    >>> [n for n in range(101, 121, 2) if is_prime(n)]
    [101, 103, 107, 109, 113]
    """
    if any(n % small == 0 for small in WITNESSES):
        return False
    twos = (n - 1 & 1 - n).bit_length() - 1
    for witness in WITNESSES:
        power = pow(witness, n - 1 >> twos, n)
        if power == 1:
            continue
        squares = takewhile(lambda square: square != n - 1, (pow(power, 1 << k, n) for k in range(twos)))
        if len(list(squares)) == twos:
            return False
    return True


def joined(remainders: Sequence[Sequence[int]], moduli: Sequence[int]) -> list[int]:
    """The numbers from 0 to less than the product of the primes that leave these remainders.

    `remainders` has a sequence for each prime, with a remainder for each number.

    >>> joined([[2, 0], [3, 1]], [5, 7])
    [17, 15]
    """
    whole = prod(moduli)
    shares = [whole // p * pow(whole // p, -1, p) for p in moduli]
    return [
        sum(share * int(rest) for share, rest in zip(shares, column, strict=True)) % whole
        for column in zip(*remainders, strict=True)
    ]
