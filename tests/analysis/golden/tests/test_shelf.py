import pytest


@pytest.mark.parametrize("title", ["a", "b"])
def test_find(title):
    assert title or not title
