"""Gauss and Legendre's nodes integrate every polynomial of the degree that they promise, and no further."""

from __future__ import annotations

from fractions import Fraction

import pytest

from politeia.power.quadrature import lower_half


@pytest.mark.parametrize("nodes", [1, 2, 3, 8, 33, 100])
def test_moments_are_exact_up_to_the_degree(nodes: int) -> None:
    half = [(Fraction(t), Fraction(weight)) for t, weight in lower_half(nodes)]
    assert len(half) == (nodes + 1) // 2
    assert all(0 < t <= Fraction(1, 2) for t, _ in half)
    for degree in {0, 1, nodes, 2 * nodes - 2, 2 * nodes - 1}:
        integral = sum((weight * (t**degree + (1 - t) ** degree) for t, weight in half), Fraction(0))
        assert abs(integral * (degree + 1) - 1) < Fraction(1, 10**13), degree


@pytest.mark.parametrize("nodes", range(1, 41))
def test_weights_are_good_to_the_last_digit(nodes: int) -> None:
    """All weights add up to 1/2 but for the rounding of each: few nodes need as many of Newton's steps as many do."""
    weights = [Fraction(weight) for _, weight in lower_half(nodes)]
    assert abs(sum(weights) - Fraction(1, 2)) <= Fraction(1, 2**54) * len(weights)


@pytest.mark.parametrize("nodes", [1, 2, 3])
def test_the_next_degree_is_missed(nodes: int) -> None:
    half = [(Fraction(t), Fraction(weight)) for t, weight in lower_half(nodes)]
    centred = sum((2 * weight * (2 * t - 1) ** (2 * nodes) for t, weight in half), Fraction(0))
    assert centred * (2 * nodes + 1) < Fraction(999, 1000)
