"""The primes suffice for the bound, numbers come back from remainders, and a transform is a polynomial's values."""

from __future__ import annotations

from math import prod

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from politeia.power.residues import STEP, is_prime, joined, primes
from politeia.power.spectra import BITS
from politeia.power.transform import product, times, transform


@given(st.integers(0, 3000), st.sampled_from([BITS, 62]))
def test_the_product_of_the_primes_exceeds_the_bound(bits: int, size: int) -> None:
    moduli = primes(bits, size)
    assert prod(moduli) > 2**bits
    assert len(set(moduli)) == len(moduli)
    assert all(2 ** (size - 1) < p < 2**size and p % STEP == 1 for p in moduli)


@given(st.integers(1, 10**5).map(lambda n: 2 * n + 37))
def test_primes_are_those_without_divisors(n: int) -> None:
    assert is_prime(n) == all(n % d for d in range(2, int(n**0.5) + 1))


def test_strong_pseudoprimes_are_told() -> None:
    """Composites that pass the test with the first witnesses 2, 3, 5, 7 and 11 (Jaeschke 1993)."""
    assert not is_prime(2152302898747)
    assert not is_prime(3215031751)
    assert is_prime(2**61 - 1)


@given(st.lists(st.integers(0, 2**200), min_size=1, max_size=5))
def test_numbers_come_back_from_their_remainders(numbers: list[int]) -> None:
    moduli = primes(200)
    assert joined([[n % p for n in numbers] for p in moduli], moduli) == numbers


@given(st.data())
def test_a_product_of_remainders_is_exact_up_to_the_greatest(data: st.DataObject) -> None:
    p = data.draw(st.sampled_from(primes(500, BITS)))
    remainders = st.integers(0, p - 1) | st.sampled_from([0, 1, p - 1, p - 2])
    a, b = data.draw(remainders), data.draw(remainders)
    assert times(a, b, p, 1.0 / p) == a * b % p


@given(st.lists(st.integers(0, 2**49), min_size=8, max_size=8))
def test_the_transform_evaluates_a_polynomial(row: list[int]) -> None:
    (p,) = primes(1, BITS)
    root = next(r for base in range(2, 99) if pow(r := pow(base, p // 8, p), 4, p) == p - 1)
    roots = np.array([pow(root, k, p) for k in range(8)])
    values = [sum(c * pow(root, k * at, p) for k, c in enumerate(row)) % p for at in range(8)]
    assert transform(np.array(row), roots, p).tolist() == values
    assert product(roots, roots, p).tolist() == [pow(root, 2 * k, p) for k in range(8)]
