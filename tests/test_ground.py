"""The ground that everything stands on: locks, versions, the import, the documents' promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from types import ModuleType

import pytest
import yaml

import politeia

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> dict[str, str]:
    """Each package of a lock with its version."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))


def shell(document: str) -> str:
    """The shell commands of a Markdown document."""
    return "".join(re.findall(r"^```sh\n(.*?)^```", document, re.MULTILINE | re.DOTALL))


def fresh(program: str) -> str:
    """What a program prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(root, name):
    requirements = (root / name).read_text().replace("\\\n", " ").splitlines()
    pin = r"[a-z0-9-]+==[\w.+!]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
    assert requirements
    assert [line for line in requirements if not re.fullmatch(pin, line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address_and_no_path(root, name):
    assert re.findall(r"://|file:|/|--find-links|--index|--extra", (root / name).read_text()) == []


def test_the_development_lock_is_complete_and_agrees_with_the_other(root):
    runtime, development = (pinned((root / name).read_text()) for name in LOCKS)
    assert runtime.items() <= development.items()


def test_every_declared_dependency_is_locked(root):
    declared = tomllib.loads((root / "pyproject.toml").read_text())
    names = {re.split(r"[^\w-]", entry)[0] for entry in declared["project"]["dependencies"]}
    assert names | {"uv"} <= pinned((root / "requirements.lock").read_text()).keys()


def test_one_version_everywhere(root):
    declared = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    cited = yaml.safe_load((root / "CITATION.cff").read_text())["version"]
    logged = re.search(r"^## (\d\S*)", (root / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert (politeia.__version__, cited, logged and logged[1]) == (declared,) * 3


def test_import_loads_nothing_heavy():
    program = "import politeia, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    heavy = {"altair", "babel", "click", "jinja2", "numpy", "pydantic", "rich", "vl_convert", "yaml"}
    assert heavy & set(fresh(program).split()) == set()


@pytest.mark.parametrize("name", politeia.PUBLIC)
def test_a_public_name_is_the_one_its_module_defines(name):
    public, defined = getattr(politeia, name), getattr(import_module(politeia.PUBLIC[name]), name)
    assert callable(public)
    assert public is defined or isinstance(public, ModuleType)
    assert name in dir(politeia)


def test_type_checkers_see_the_same_public_names(root):
    tree = ast.parse((root / "src/politeia/__init__.py").read_text())
    imported = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("politeia.")
        for alias in node.names
    }
    assert imported == politeia.PUBLIC


def test_what_is_not_public_is_refused():
    assert not hasattr(politeia, "might")


@pytest.mark.parametrize(
    "first", ["politeia.power", "import politeia.power.game", "from politeia import power", "politeia.Game"]
)
def test_a_package_is_called_like_the_verb_whose_name_it_shares(first):
    verb = "import politeia.power.indices as module; module.power = lambda *given, **named: (given, named)"
    both = "print(politeia.power(1, of=2), politeia.power.indices is module)"
    assert fresh(f"import politeia; {first}; {verb}; {both}") == "((1,), {'of': 2}) True"


def test_the_readme_promises_only_verbs_that_exist(root):
    from politeia.cli.main import main

    promised = set(re.findall(r"^politeia (\w+)", shell((root / "README.md").read_text()), re.MULTILINE))
    assert promised
    assert promised <= main.commands.keys()


def test_the_readme_opens_with_the_two_commands_of_the_makefile(root):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    commands = re.findall(r"^make (\w+)", shell((root / "README.md").read_text()), re.MULTILINE)
    assert commands[:2] == ["brief", "test"]
    assert set(commands) <= targets
