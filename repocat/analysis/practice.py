"""What a repository does around its code: continuous integration, licence, linters, lock files, containers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from repocat.analysis import licences
from repocat.analysis.report import Practice

_MOST_PATHS = 20
_MOST_LINTERS = 20

#: Kind -> pattern over the whole path in lower case.
_PATHS = {
    "ci": re.compile(
        r"\.(?:github|forgejo|gitea)/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.travis\.ya?ml|\.circleci/config\.ya?ml|"
        r"\.?appveyor\.ya?ml|\.?azure-pipelines(?:[.-][\w-]+)?\.ya?ml|\.?azure-pipelines/[^/]+\.ya?ml|"
        r"jenkinsfile(?:\.[\w-]+)?|(?:\.?jenkins|\.?ci)/[^/]*jenkinsfile[^/]*|\.drone\.(?:ya?ml|star|jsonnet)|"
        r"\.cirrus\.(?:ya?ml|star)|bitbucket-pipelines\.ya?ml|\.woodpecker(?:\.ya?ml|/[^/]+\.ya?ml)|\.build\.yml|"
        r"\.builds/[^/]+\.yml|\.buildkite/[^/]+\.ya?ml|\.semaphore/[^/]+\.yml|\.teamcity/.+|\.ci/run|wercker\.yml|"
        r"codeship-(?:services|steps)\.yml|\.tekton/[^/]+\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|"
        r"\.evergreen/[^/]*config[^/]*\.ya?ml|\.?evergreen\.ya?ml|\.?bitrise\.yml|codemagic\.yaml|screwdriver\.yaml|"
        r"\.?zuul\.(?:yaml|d/.+)|\.packit\.ya?ml|\.prow\.yaml|\.onedev-buildspec\.yml|\.vsts-ci\.yml|\.?shippable\.yml"
    ),
    "dependency_updates": re.compile(
        r"(?:\.github|\.gitlab|\.config)?/?(?:dependabot\.ya?ml|renovate\.json[5c]?|\.renovaterc(?:\.json5?)?)|"
        r"\.dependabot/config\.yml|\.pyup\.yml|(?:\.github/|\.config/)?\.?scala-steward\.conf|greenkeeper\.json|\.whitesource"
    ),
    "security": re.compile(
        r"(?:\.github/|\.gitlab/|docs?/)?security(?:[-_]policy)?(?:\.(?:md|markdown|rst|txt|adoc|html))?|"
        r"(?:.*/)?\.well-known/security\.txt"
    ),
    "hooks": re.compile(r"(?:.*/)?\.husky/[^/]+|\.trunk/trunk\.yaml"),
    "editorconfig": re.compile(r"\.editorconfig"),
}
#: Kind -> pattern over the last part of the path, in whatever folder.
_NAMES = {
    "linters": re.compile(
        r"\.pre-commit-config\.ya?ml|prek\.toml|\.?lefthook\.(?:ya?ml|toml|json)|\.overcommit\.yml|\.mega-linter\.ya?ml|"
        r"treefmt\.(?:toml|nix)|"
        # Python
        r"\.?ruff\.toml|\.flake8|\.?pylintrc|\.isort\.cfg|\.?mypy\.ini|pyrightconfig\.json|\.style\.yapf|ty\.toml|"
        r"\.bandit|\.?pycodestyle|"
        # JavaScript, TypeScript, styles
        r"\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|\.?oxlintrc\.json|\.prettierrc(?:\.\w+)?|prettier\.config\.\w+|"
        r"(?:biome|rome)\.jsonc?|\.jshintrc|\.jscsrc|tslint\.json|\.stylelintrc(?:\.\w+)?|stylelint\.config\.\w+|"
        r"\.standard\.json|\.xo-config(?:\.\w+)?|\.?dprint\.jsonc?|"
        # Go, Rust
        r"\.golangci\.(?:ya?ml|toml|json)|revive\.toml|staticcheck\.conf|\.?rustfmt\.toml|\.?clippy\.toml|"
        # C, C++
        r"[._]clang-format|\.clang-tidy|\.cmake-format(?:\.\w+)?|\.gersemirc|cpplint\.cfg|\.?uncrustify\.cfg|\.astylerc|"
        r"\.indent\.pro|"
        # Ruby, PHP
        r"\.rubocop\.ya?ml|\.standard\.yml|\.reek(?:\.yml)?|\.erb[-_]lint\.yml|\.haml-lint\.yml|"
        r"\.php[-_]cs(?:-fixer)?(?:\.dist)?(?:\.php)?|\.?phpcs(?:\.ruleset)?\.xml(?:\.dist)?|"
        r"phpstan(?:[.-][\w-]+)*\.neon(?:\.dist)?|psalm\.xml(?:\.dist)?|phpmd\.xml(?:\.dist)?|pint\.json|"
        r"(?:ecs|rector)\.php|\.styleci\.yml|"
        # Java, Kotlin, Scala
        r"checkstyle[\w-]*\.xml|pmd[\w-]*\.xml|spotbugs.*\.xml|\.inferconfig|\.?detekt(?:-config)?\.ya?ml|\.ktlint|"
        r"\.scala(?:fmt|fix)\.conf|scalastyle[\w-]*\.xml|"
        # C#, Swift
        r"stylecop\.json|\.globalconfig|\.csharpierrc(?:\.\w+)?|[\w.-]+\.ruleset|\.swiftlint\.ya?ml|\.swiftformat|"
        r"\.swift-format|"
        # Shell and others
        r"\.shellcheckrc|\.hlint\.yaml|\.formatter\.exs|\.credo\.exs|\.luacheckrc|\.?stylua\.toml|\.lintr|"
        r"\.perl(?:critic|tidy)rc|analysis_options\.yaml|\.ocamlformat|\.juliaformatter\.toml|\.ameba\.yml|\.svlint\.toml|"
        r"\.csslintrc|\.puppet-lint\.rc|abaplint\.jsonc?|\.tflint\.hcl|\.?yamllint(?:\.ya?ml)?|"
        r"\.markdownlint(?:-cli2)?(?:\.\w+)?|\.hadolint\.ya?ml|\.codespellrc|[._]?typos\.toml|\.vale\.ini"
    ),
    "lock_files": re.compile(
        r"package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|"
        r"composer\.lock|cargo\.lock|(?:poetry|pdm|uv|pixi)\.lock|pipfile\.lock|pylock(?:\.[\w-]+)?\.toml|"
        r"requirements[\w.-]*\.lock|conda-lock\.yml|gemfile\.lock|go\.sum|gopkg\.lock|glide\.lock|flake\.lock|mix\.lock|"
        r"rebar\.lock|pubspec\.lock|podfile\.lock|package\.resolved|cartfile\.resolved|packages\.lock\.json|paket\.lock|"
        r"gradle\.lockfile|conan\.lock|stack\.yaml\.lock|cabal\.project\.freeze|shard\.lock|renv\.lock|"
        r"\.terraform\.lock\.hcl|module\.bazel\.lock"
    ),
    "containers": re.compile(
        r"(?:[\w.-]*\.)?(?:dockerfile|containerfile)(?:[.-][\w.-]+)?|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|"
        r"\.?devcontainer\.json|docker-bake\.(?:hcl|json)"
    ),
}
#: Where files are there to be tested with, or to be copied.
_MATERIAL = re.compile(r"(?:^|/)(?:tests?|testdata|fixtures?|specs?|examples?|samples?)/")
#: Tools that are configured or asked for in a shared file, by the words that do so.
_SHARED = {
    "pyproject.toml": re.compile(
        rb"^\[tool\.(ruff|black|isort|mypy|pylint|flake8|(?:based)?pyright|yapf|ty|bandit|pydocstyle)\b", re.M
    ),
    "setup.cfg": re.compile(rb"^\[(flake8|mypy|isort|pylint|pycodestyle|yapf)\b", re.M),
    "tox.ini": re.compile(rb"^\[(flake8|pycodestyle|isort|pylint)\b", re.M),
    "package.json": re.compile(rb'"(eslintConfig|prettier|standard|xo|lint-staged|stylelint|eclint)"\s?:'),
    "deno.json": re.compile(rb'"(lint|fmt)"\s?:'),
    "composer.json": re.compile(rb'"[\w-]{1,40}/(php-cs-fixer|phpstan|pint|psalm|php_codesniffer|coding-standard)"'),
    "Cargo.toml": re.compile(rb"^\[(?:workspace\.)?(lints)\b", re.M),
    "pom.xml": re.compile(
        rb"<artifactId>(?:maven-)?(spotless|checkstyle|spotbugs|pmd|formatter|ktlint|error_prone_core|impsort)\b"
    ),
    "build.sbt": re.compile(rb"\b(scalafmt|scalafix|wartremover|scalastyle)\w*"),
    "project/plugins.sbt": re.compile(rb"\bsbt-(scalafmt|scalafix|wartremover|scalastyle)\b"),
    "Directory.Build.props": re.compile(
        rb"\b(StyleCop|EnforceCodeStyleInBuild|AnalysisLevel|AnalysisMode|EnableNETAnalyzers|Roslynator|SonarAnalyzer)\b"
    ),
    # Rules for a language in it are those of a linter; indentation alone is for editors.
    ".editorconfig": re.compile(rb"^(dotnet|csharp|ktlint)_", re.M),
}
_GRADLE = re.compile(rb"\b(spotless|checkstyle|spotbugs|pmd|errorprone|detekt|ktlint|kotlinter)\b")
_SHARED |= dict.fromkeys(("build.gradle", "build.gradle.kts", "gradle/libs.versions.toml"), _GRADLE)


def is_read(path: str) -> bool:
    """Whether this module wants to see what a file says."""
    return path in _SHARED or licences.is_licence_file(path) or licences.is_metadata(path)


def measure(paths: Sequence[str], contents: Mapping[str, bytes]) -> Practice:
    """`paths` are all paths of the repository, `contents` what those of them say that are read."""
    lowered = [(path, path.lower()) for path in paths]
    found = {kind: [path for path, low in lowered if rule.fullmatch(low)] for kind, rule in _PATHS.items()}
    # A workflow that is named after a tool runs it; how it is configured is said elsewhere.
    named = [(path, low.rpartition("/")[2]) for path, low in lowered if not low.startswith(".github/")]
    found |= {kind: [path for path, name in named if rule.fullmatch(name)] for kind, rule in _NAMES.items()}
    linters = [path for path in found["linters"] if not _MATERIAL.search(path.lower())]
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
        linters=tuple((linters + found["hooks"] + shared)[:_MOST_LINTERS]),
        lock_files=tuple(found["lock_files"][:_MOST_PATHS]),
        containers=tuple(found["containers"][:_MOST_PATHS]),
        security_policy=bool(found["security"]),
        editorconfig=bool(found["editorconfig"]),
        dependency_updates=tuple(found["dependency_updates"][:_MOST_PATHS]),
    )
