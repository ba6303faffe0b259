"""politeia: did a constitutional reform move power, or is it window dressing?

The public names below are loaded when they are first used, so that importing politeia costs next to nothing.

>>> import politeia as pol
>>> pol.__version__
'0.1.0'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

PUBLIC = {
    "Brief": "politeia.brief.document",
    "CaseError": "politeia.errors",
    "Constitution": "politeia.case.constitution",
    "ElectoralSystem": "politeia.case.system",
    "Game": "politeia.power.game",
    "Polity": "politeia.case.polity",
    "apportion": "politeia.elections.apportion",
    "assess": "politeia.brief.assess",
    "diff": "politeia.paper.diff",
    "effective": "politeia.power.effective",
    "ensemble": "politeia.elections.ensemble",
    "load": "politeia.case.library",
    "power": "politeia.power.indices",
    "referendum": "politeia.elections.referendum",
    "shift": "politeia.power.shift",
}

__all__ = ["__version__", *PUBLIC]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from politeia.brief.assess import assess as assess
    from politeia.brief.document import Brief as Brief
    from politeia.case.constitution import Constitution as Constitution
    from politeia.case.library import load as load
    from politeia.case.polity import Polity as Polity
    from politeia.case.system import ElectoralSystem as ElectoralSystem
    from politeia.elections.apportion import apportion as apportion
    from politeia.elections.ensemble import ensemble as ensemble
    from politeia.elections.referendum import referendum as referendum
    from politeia.errors import CaseError as CaseError
    from politeia.paper.diff import diff as diff
    from politeia.power.effective import effective as effective
    from politeia.power.game import Game as Game
    from politeia.power.indices import power as power
    from politeia.power.shift import shift as shift
else:

    def __getattr__(name: str) -> object:
        if name not in PUBLIC:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(PUBLIC[name]), name)
        return globals().setdefault(name, found)


class Verb(ModuleType):
    """A package that shares its name with its main function, and is called like it.

    `politeia.power` is the package, and `politeia.power(game)` calls `politeia.power.indices.power`, in
    whatever order the two were imported.
    """

    def __call__(self, *args: object, **kwargs: object) -> object:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(PUBLIC[name]), name)(*args, **kwargs)


class House(ModuleType):
    """This module. Python's import sets each package on it; one that shares a public name becomes a Verb."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in PUBLIC and isinstance(value, ModuleType):
            value.__class__ = Verb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = House


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
