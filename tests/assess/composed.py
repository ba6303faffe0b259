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
    """Every act of the constitutional layer, and the last of the organic one."""
    every = load(name).polity.acts
    organic = [act for act in every if every[act].layer != "constitutional"]
    return [act for act in every if act not in organic[:-1]]


def moved(name: str, act: str) -> Movement:
    movement = composed(name, act).movement
    assert movement is not None
    return movement
