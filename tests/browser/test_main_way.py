"""Paste an address, get its cat, see it in the gallery: in a real browser, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from repocat.extensions import db
from repocat.generations.models import Generation
from tests.browser.conftest import Site
from tests.conftest import PASSWORD
from tests.git_server import HangAtFetch


def _paste(page: Page, address: str) -> None:
    page.goto("/generations/new")
    page.get_by_label("Repository").fill(address)
    page.get_by_role("button", name="Draw its cat").click()


def test_from_address_to_cat_without_a_reload(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="New cat").first.click()
    page.get_by_label("Repository").fill("https://github.com/owner/cat")
    page.get_by_role("button", name="Draw its cat").click()
    page.evaluate("window.neverReloaded = true")
    expect(page.locator("[data-state=done]")).to_be_attached(timeout=20_000)
    expect(page.get_by_role("heading", name="cat", exact=False).first).to_be_visible()
    expect(page.get_by_text("How to read this cat").first).to_be_visible()
    picture = page.locator("main img").first
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("window.neverReloaded") is True
    page.goto("/")
    expect(page.get_by_role("link", name="cat").first).to_be_visible()


def test_the_same_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    _paste(page, "owner/plain")
    expect(page.locator("[data-state=done]")).to_be_attached(timeout=20_000)
    expect(page.get_by_text("How to read this cat").first).to_be_visible()


def test_a_wrong_address_is_explained_beside_what_was_typed(page: Page) -> None:
    _paste(page, "https://gitlab.com/a/b")
    expect(page.get_by_text("gitlab.com are not read here").first).to_be_visible()
    expect(page.get_by_label("Repository")).to_have_value("https://gitlab.com/a/b")
    expect(page.get_by_label("Repository")).to_have_attribute("aria-invalid", "true")


def test_a_missing_repository_ends_with_its_reason(page: Page) -> None:
    _paste(page, "owner/missing")
    expect(page.locator("[data-state=failed]")).to_be_attached(timeout=20_000)
    expect(page.get_by_text("not found, or it is private").first).to_be_visible()


def test_running_shows_the_stage(page: Page, site: Site) -> None:
    site.git.misbehave("owner/slow", HangAtFetch())
    _paste(page, "owner/slow")
    expect(page.locator("[data-state=fetching]")).to_be_attached(timeout=10_000)
    expect(page.locator("[data-state] progress")).to_be_visible()
    with site.app.app_context():
        for generation in db.session.scalars(db.select(Generation).where(Generation.repo_name == "slow")):
            generation.delete()
        db.session.commit()


def test_searching_changes_cards_and_address_and_back_restores_both(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill("zebra")
    page.wait_for_url("**/?*q=zebra*")
    expect(page.get_by_text("0 cats").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("0 cats").first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("0 cats")).to_have_count(0)


def test_slash_focuses_the_search(page: Page) -> None:
    page.goto("/")
    page.locator("body").press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()


def test_admin_signs_in_creates_a_user_and_issues_a_token(page: Page) -> None:
    page.goto("/users")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/users")
    page.goto("/users/new")
    page.get_by_label("Username").fill("robin")
    page.get_by_role("button", name="Create user").click()
    assert len(page.locator("input[readonly]").first.input_value()) == 20
    page.goto("/users")
    page.get_by_role("link", name="robin").click()
    page.get_by_label("Name").fill("deploy-bot")
    page.get_by_role("button", name="Issue token").click()
    secret = page.locator("input[readonly]").first.input_value()
    assert secret.startswith("rcat_")
    stored = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert secret not in stored
    page.goto("/users")
    page.get_by_role("link", name="robin").click()
    assert secret not in page.content()


PAGES = ("/", "/?q=zebra", "/generations/new", "/login", "/nothing-here")


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_no_policy_is_violated(page: Page, path: str) -> None:
    page.add_init_script(
        "window.violations = []; document.addEventListener('securitypolicyviolation',"
        " event => window.violations.push(event.violatedDirective))"
    )
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.violations") == []
