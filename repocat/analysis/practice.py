"""What a repository does around its code: continuous integration, licence, linters, lock files, containers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from repocat.analysis import licences
from repocat.analysis.report import Practice

_MOST_PATHS = 20
_MOST_LINTERS = 20

#: Kind -> pattern over the whole path in lower case.
_RULES = {
    "ci": re.compile(
        r"\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.travis\.yml|\.circleci/config\.yml|appveyor\.yml|"
        r"\.appveyor\.yml|azure-pipelines\.ya?ml|jenkinsfile|\.drone\.ya?ml|\.cirrus\.yml|bitbucket-pipelines\.yml|"
        r"\.woodpecker(?:\.ya?ml|/[^/]+\.ya?ml)|\.builds/[^/]+\.yml|\.buildkite/[^/]+\.ya?ml|\.forgejo/workflows/[^/]+|"
        r"\.gitea/workflows/[^/]+|\.semaphore/[^/]+\.yml|\.teamcity/.+|\.ci/run|wercker\.yml|codeship-services\.yml|"
        r"\.tekton/[^/]+\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|\.azure-pipelines/[^/]+\.ya?ml"
    ),
    "linters": re.compile(
        r"(?:.*/)?(?:\.pre-commit-config\.yaml|\.?ruff\.toml|\.flake8|\.?pylintrc|\.isort\.cfg|mypy\.ini|\.mypy\.ini|"
        r"pyrightconfig\.json|\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|\.prettierrc(?:\.\w+)?|prettier\.config\.\w+|"
        r"biome\.jsonc?|\.jshintrc|\.jscsrc|tslint\.json|\.stylelintrc(?:\.\w+)?|\.standard\.json|dprint\.json|"
        r"\.golangci\.(?:ya?ml|toml|json)|\.?rustfmt\.toml|\.?clippy\.toml|\.clang-format|\.clang-tidy|\.rubocop\.yml|"
        r"\.php[-_]cs(?:-fixer)?(?:\.dist)?(?:\.php)?|phpcs\.xml(?:\.dist)?|phpstan\.neon(?:\.dist)?|psalm\.xml|"
        r"checkstyle\.xml|pmd\.xml|spotbugs.*\.xml|\.scalafmt\.conf|\.swiftlint\.yml|\.swiftformat|detekt\.ya?ml|"
        r"\.ktlint|\.hlint\.yaml|\.formatter\.exs|\.credo\.exs|\.luacheckrc|stylua\.toml|\.?yamllint(?:\.ya?ml)?|"
        r"\.markdownlint(?:\.\w+)?|\.hadolint\.yaml|\.shellcheckrc|\.codespellrc|lefthook\.yml|\.husky/[^/]+)"
    ),
    "lock_files": re.compile(
        r"(?:.*/)?(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|"
        r"cargo\.lock|poetry\.lock|pdm\.lock|uv\.lock|pipfile\.lock|gemfile\.lock|go\.sum|flake\.lock|mix\.lock|"
        r"pubspec\.lock|podfile\.lock|packages\.lock\.json|deno\.lock)"
    ),
    "containers": re.compile(
        r"(?:.*/)?(?:dockerfile(?:\.[\w-]+)?|[\w-]+\.dockerfile|containerfile|(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml|"
        r"devcontainer\.json)"
    ),
    "security": re.compile(r"(?:\.github/|docs/)?security(?:\.\w+)?"),
    "editorconfig": re.compile(r"\.editorconfig"),
}
#: Tools that are configured in a shared file, by the words that begin their part of it.
_SHARED = {
    "pyproject.toml": re.compile(rb"^\[tool\.(ruff|black|isort|mypy|pylint|flake8|pyright|yapf)\b", re.M),
    "setup.cfg": re.compile(rb"^\[(flake8|mypy|isort|pylint|pycodestyle)\b", re.M),
    "tox.ini": re.compile(rb"^\[(flake8|pycodestyle|isort)\b", re.M),
    "package.json": re.compile(rb'"(eslintConfig|prettier|standard|xo|lint-staged)"\s?:'),
}


def is_read(path: str) -> bool:
    """Whether this module wants to see what a file says."""
    return path in _SHARED or licences.is_licence_file(path) or licences.is_metadata(path)


def measure(paths: Sequence[str], contents: Mapping[str, bytes]) -> Practice:
    """`paths` are all paths of the repository, `contents` what those of them say that are read."""
    lowered = [(path, path.lower()) for path in paths]
    found = {kind: [path for path, low in lowered if rule.fullmatch(low)] for kind, rule in _RULES.items()}
    shared = [
        f"{path} ({', '.join(sorted({name.decode('ascii') for name in rule.findall(contents[path])}))})"
        for path, rule in _SHARED.items()
        if path in contents and rule.search(contents[path])
    ]
    spdx, kind = licences.of_repository(paths, contents)
    return Practice(
        ci=tuple(found["ci"][:_MOST_PATHS]),
        licence=spdx,
        licence_class=kind,
        linters=tuple((found["linters"] + shared)[:_MOST_LINTERS]),
        lock_files=tuple(found["lock_files"][:_MOST_PATHS]),
        containers=tuple(found["containers"][:_MOST_PATHS]),
        security_policy=bool(found["security"]),
        editorconfig=bool(found["editorconfig"]),
    )
