from __future__ import annotations

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from repocat.generations.gallery import PAGE
from tests.generations.rows import add


def _names(page: str, count: int) -> list[str]:
    """The repositories in the order in which the page shows them."""
    positions = {f"repo{n}": page.find(f">repo{n}<") for n in range(count)}
    return sorted((name for name, at in positions.items() if at >= 0), key=lambda name: positions[name])


def test_an_empty_gallery_says_how_to_begin(client: FlaskClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "/generations/new" in response.text


def test_public_pages_set_no_cookie(client: FlaskClient) -> None:
    add()
    assert "Set-Cookie" not in client.get("/").headers


def test_cards_show_name_score_and_picture(client: FlaskClient) -> None:
    generation = add(1, owner="Some-Org")
    page = client.get("/").text
    assert "Some-Org" in page
    assert "7.5" in page
    assert f"/generations/{generation.id}/cat.svg" in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["repo2", "repo1", "repo0"]),
        ("oldest", ["repo0", "repo1", "repo2"]),
        ("best", ["repo1", "repo0", "repo2"]),
        ("worst", ["repo2", "repo0", "repo1"]),
        ("largest", ["repo2", "repo1", "repo0"]),
        ("name", ["repo0", "repo1", "repo2"]),
        ("no such order", ["repo2", "repo1", "repo0"]),
    ],
)
def test_sorts(client: FlaskClient, sort: str, order: list[str]) -> None:
    for number, score in enumerate(("5.0", "9.0", "1.0")):
        add(number, code_quality_score=Decimal(score))
    assert _names(client.get("/", query_string={"sort": sort}).text, 3) == order


def test_scores_outside_the_scale_are_not_ranked(client: FlaskClient) -> None:
    add(0)
    add(1, code_quality_score=Decimal("99.9"), kind="imported")
    assert _names(client.get("/?sort=best").text, 2) == ["repo0"]
    assert _names(client.get("/").text, 2) == ["repo1", "repo0"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "best", "worst", "largest", "name"])
def test_more_goes_through_all_without_gap_or_repetition(client: FlaskClient, sort: str) -> None:
    total = 2 * PAGE + 3
    for number in range(total):
        add(number, code_quality_score=Decimal(number % 5))
    seen: list[str] = []
    address: str | None = f"/?sort={sort}"
    while address:
        page = client.get(address).text
        seen += _names(page, total)
        address = _more(page)
    assert len(seen) == total
    assert len(set(seen)) == total


def _more(page: str) -> str | None:
    before, found, _ = page.partition('rel="next"')
    if not found:
        return None
    return before.rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("after", ["x", "W10", "WyJhIiwiYiJd", "%00", "9" * 500, "WzEsMl0", "bnVsbA"])
def test_a_cursor_that_nobody_gave_out_is_refused(client: FlaskClient, after: str) -> None:
    for sort in ("newest", "best", "largest", "name"):
        assert client.get("/", query_string={"after": after, "sort": sort}).status_code == 400


def test_search_is_about_owner_name_and_language(client: FlaskClient) -> None:
    add(0, owner="Alpha")
    add(1, primary_language="Haskell")
    for query, expected in (("alp", ["repo0"]), ("ALPHA/REPO", ["repo0"]), ("hask", ["repo1"]), ("repo1", ["repo1"])):
        assert _names(client.get("/", query_string={"q": query}).text, 2) == expected


@pytest.mark.parametrize("query", ["%", "_", "100%", "\\", "%00", "a\x00b", "\ud800", "' OR 1=1 --", "x" * 5000])
def test_search_takes_everything_as_text(client: FlaskClient, query: str) -> None:
    add(0)
    response = client.get("/", query_string={"q": query.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    if len(query) < 3:
        assert _names(response.text, 1) == []


def test_language_filter(client: FlaskClient) -> None:
    add(0, primary_language="Go")
    add(1, primary_language="C++")
    page = client.get("/", query_string={"language": "C++"}).text
    assert _names(page, 2) == ["repo1"]
    assert "Go" in page, "the filter offers every language, whatever is chosen"


def test_a_search_without_result_helps(client: FlaskClient) -> None:
    add(0)
    page = client.get("/?q=zebra").text
    assert "zebra" in page
    assert "0 cats" in page


def test_one_card_per_repository_unless_all_are_asked_for(client: FlaskClient) -> None:
    add(0, is_latest=False, code_quality_score=Decimal("1.1"))
    add(1, name="repo0", code_quality_score=Decimal("2.2"))
    page = client.get("/").text
    assert "2.2" in page
    assert "1.1" not in page
    assert "1.1" in client.get("/?show=all").text


def test_hostile_names_stay_text(client: FlaskClient) -> None:
    add(0, owner="<script>alert(1)</script>", name='"><img src=x onerror=alert(1)>')
    page = client.get("/").text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_at_most_two_statements(client: FlaskClient, statements: list[str]) -> None:
    for number in range(PAGE + 1):
        add(number)
    statements.clear()
    assert client.get("/?q=repo&language=Python&sort=best").status_code == 200
    assert len(statements) == 2, statements


def test_wrong_method(client: FlaskClient) -> None:
    assert client.delete("/").status_code == 405
