from __future__ import annotations

import pytest

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


#: A kind of file and paths where it lies.
PLACES = {
    "ci": (
        ".github/workflows/a.yaml", ".gitlab-ci.yml", ".travis.yml", ".circleci/config.yml", "Jenkinsfile",
        ".drone.yml", "azure-pipelines.yml", "appveyor.yml", ".cirrus.yml", "bitbucket-pipelines.yml",
        ".woodpecker/test.yml", ".builds/alpine.yml", ".buildkite/pipeline.yml", ".forgejo/workflows/a.yml",
        ".teamcity/settings.kts", ".evergreen/config.yml", "ci/release.Jenkinsfile", ".semaphore/semaphore.yml",
    ),
    "linters": (
        "ruff.toml", "setup/.flake8", "mypy.ini", "eslint.config.mjs", ".oxlintrc.json", ".prettierrc", "biome.json",
        "tslint.json", ".golangci.yml", "revive.toml", "rustfmt.toml", "clippy.toml", ".clang-format", "_clang-format",
        ".clang-tidy", ".rubocop.yml", ".standard.yml", ".php-cs-fixer.dist.php", "phpcs.xml.dist", "pint.json",
        "phpstan.src.neon.dist", "config/checkstyle/checkstyle.xml", "pmd-custom_ruleset.xml", "detekt-config.yml",
        ".scalafmt.conf", "scalastyle-config.xml", "stylecop.json", "Rules.ruleset", ".csharpierrc", ".swiftlint.yml",
        ".swift-format", ".shellcheckrc", ".pre-commit-config.yaml", "lefthook.yml", ".husky/pre-commit",
    ),
    "lock_files": (
        "web/package-lock.json", "bun.lock", "uv.lock", "pylock.toml", "requirements-dev.lock", "Cargo.lock", "go.sum",
        "Package.resolved", "gradle.lockfile", "packages.lock.json", "composer.lock", "Gemfile.lock", "renv.lock",
    ),
    "containers": (
        "Dockerfile", "docker/Dockerfile.dev", "dockerfile-export", "app.dockerfile", ".gitpod.Dockerfile",
        "Containerfile", "compose.yaml", "docker-compose.override.yml", ".devcontainer/devcontainer.json",
    ),
    "dependency_updates": (
        ".github/dependabot.yml", "renovate.json", ".github/renovate.json5", ".renovaterc", ".scala-steward.conf",
        ".pyup.yml",
    ),
    "security_policy": ("SECURITY.md", ".github/SECURITY.md", "docs/security.rst", "public/.well-known/security.txt"),
    "editorconfig": (".editorconfig",),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in PLACES.items() for path in paths])
def test_files_are_found_by_their_paths(kind: str, path: str) -> None:
    found = practice.measure([path], {})
    assert getattr(found, kind) in ((path,), True)
    others = [getattr(found, other) for other in PLACES if other != kind]
    assert not any(others)


@pytest.mark.parametrize(
    "path",
    [
        "src/Jenkinsfile.py",
        "tests/unity/.rubocop.yml",
        "security.py",
        "src/security.md",
        ".github/workflows/README.md",
        "a/.travis.yml",
        "dockerfiles.md",
    ],
)
def test_files_that_only_sound_alike(path: str) -> None:
    assert practice.measure([path], {}) == practice.measure([], {})


def test_a_workflow_named_after_a_tool_does_not_configure_it() -> None:
    assert practice.measure([".github/workflows/detekt.yml"], {}).linters == ()


@pytest.mark.parametrize(
    ("path", "text", "tools"),
    [
        ("setup.cfg", "[flake8]\n", "flake8"),
        ("package.json", '{"eslintConfig" : {}}', "eslintConfig"),
        ("composer.json", '{"require-dev": {"laravel/pint": "^1"}}', "pint"),
        ("Cargo.toml", "[workspace.lints]\n", "lints"),
        ("pom.xml", "<artifactId>spotless-maven-plugin</artifactId>", "spotless"),
        ("pom.xml", "<artifactId>maven-checkstyle-plugin</artifactId>", "checkstyle"),
        ("build.gradle.kts", 'id("com.diffplug.spotless")', "spotless"),
        ("project/plugins.sbt", '"org.scalameta" % "sbt-scalafmt"', "scalafmt"),
        ("Directory.Build.props", "<AnalysisLevel>latest</AnalysisLevel>", "AnalysisLevel"),
        (".editorconfig", "[*.cs]\ncsharp_style_var = true\n", "csharp"),
        ("pyproject.toml", "[project]\n", None),
        (".editorconfig", "[*]\nindent_size = 2\n", None),
    ],
)
def test_tools_are_found_in_shared_files(path: str, text: str, tools: str | None) -> None:
    assert practice.is_read(path)
    assert practice.measure([path], {path: text.encode()}).linters == ((f"{path} ({tools})",) if tools else ())
