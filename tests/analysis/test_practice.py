from __future__ import annotations

from repocat.analysis import practice


def test_a_repository_without_anything() -> None:
    found = practice.measure([], {})
    assert found == practice.Practice((), None, "none", (), (), (), False, False)


def test_everything_is_found_where_it_usually_is() -> None:
    paths = [
        ".github/workflows/test.yml", ".github/ISSUE_TEMPLATE.md", ".pre-commit-config.yaml", "web/eslint.config.mjs",
        "LICENSE", "SECURITY.md", ".editorconfig", "uv.lock", "Dockerfile", "compose.prod.yaml",
        "pyproject.toml", "src/a.py",
    ]  # fmt: skip
    contents = {
        "LICENSE": b"MIT License",
        "pyproject.toml": b"[project]\n[tool.ruff]\n[tool.ruff.lint]\n[tool.mypy]\n",
    }
    found = practice.measure(paths, contents)
    assert found.ci == (".github/workflows/test.yml",)
    assert (found.licence, found.licence_class) == ("MIT", "permissive")
    assert found.linters == (".pre-commit-config.yaml", "web/eslint.config.mjs", "pyproject.toml (mypy, ruff)")
    assert found.lock_files == ("uv.lock",)
    assert found.containers == ("Dockerfile", "compose.prod.yaml")
    assert found.security_policy
    assert found.editorconfig
