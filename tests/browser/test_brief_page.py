"""The page in a browser: accessible, self-contained, and never wider than the screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from politeia.brief.render import page
from tests.brief.conftest import told


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(page(told("2022")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(require: Callable[[str, str | None], str]) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = require("chromium", shutil.which("chromium"))
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_axe_finds_nothing(browser: Any, written: Path, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    shown = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown.goto(written.as_uri())
    shown.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    result = Axe().run(shown)
    shown.close()
    assert not result.response["violations"], result.generate_report()
    assert len(result.response["passes"]) > 20


@pytest.mark.parametrize("width", [320, 360, 768, 1100])
def test_the_page_is_never_wider_than_the_screen(browser: Any, written: Path, width: int) -> None:
    shown = browser.new_page(viewport={"width": width, "height": 800})
    shown.goto(written.as_uri())
    shown.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    wide = shown.evaluate("document.documentElement.scrollWidth")
    shown.close()
    assert wide <= width


def test_nothing_is_fetched_and_nothing_runs(browser: Any, written: Path) -> None:
    shown = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: complaints.append(message.text))
    shown.goto(written.as_uri(), wait_until="networkidle")
    shown.close()
    assert asked == [written.as_uri()]
    assert complaints == []


def test_print_has_pages_and_no_navigation(browser: Any, written: Path, tmp_path: Path) -> None:
    shown = browser.new_page()
    shown.goto(written.as_uri())
    shown.emulate_media(media="print")
    assert not shown.is_visible("nav")
    assert shown.is_visible("#answer .headline")
    pages = shown.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    shown.close()
    assert 3 <= pages <= 14
