"""Assessments that tests share: each is composed once a session."""

from __future__ import annotations

from functools import cache

from politeia.assess.compose import Assessment, compose
from politeia.assess.movement import Movement
from politeia.case.library import load


@cache
def composed(name: str, act: str) -> Assessment:
    return compose(load(name), act)


def acts(name: str) -> list[str]:
    return list(load(name).polity.acts)


def moved(name: str, act: str) -> Movement:
    movement = composed(name, act).movement
    assert movement is not None
    return movement
