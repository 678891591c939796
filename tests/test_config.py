from __future__ import annotations

import stat
import threading
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest

from repocat.analysis.limits import Limits
from repocat.config import ROOT, SettingsError, load, stored_secret_key
from repocat.jobs.generate import limits_from

URL = "postgresql://u:p@localhost/x"


def _load(instance: Path, **settings: Any) -> dict[str, Any]:
    return load({"DATABASE_URL": URL, "REPOCAT_INSTANCE": instance, **settings})


def test_defaults(tmp_path: Path) -> None:
    config = _load(tmp_path)
    assert config["REPOCAT_GIT_HOSTS"] == {"github.com": "https://github.com"}
    assert config["SESSION_COOKIE_NAME"] == "session"
    assert config["DATABASE_URL"].startswith("postgresql+psycopg2://")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "99999"}, "PORT"),
        ({"SECRET_KEY": "short"}, "at least 32 bytes"),
        ({"REPOCAT_GIT_HOSTS": "github.com"}, "must look like"),
        ({"REPOCAT_GIT_HOSTS": "github.com=ftp://x"}, "https://"),
        ({"REPOCAT_GIT_HOSTS": "github.com=http://127.0.0.1:1"}, "REPOCAT_ALLOW_INSECURE_GIT=1"),
        ({"HOST": "0.0.0.0", "REPOCAT_PUBLIC_SUBMISSIONS": "1"}, "not loopback"),
        ({"DATABASE_URL": "mysql://x/y"}, "postgresql"),
        ({"PUBLIC_URL": "https://example.org/path"}, "origin"),
        ({"REPOCAT_PICTURES": "s3://"}, "s3://bucket"),
        ({"REPOCAT_PICTURES": "s3://Cats/x"}, "s3://bucket"),
        ({"REPOCAT_PICTURES": "gs://cats"}, "s3://bucket"),
        ({"REPOCAT_PICTURES_ENDPOINT": "s3.example.org"}, "must look like"),
        ({"REPOCAT_PICTURES_KEY_ID": "key"}, "set both or neither"),
        ({"REPOCAT_ENV": "production", "PUBLIC_URL": "http://example.org"}, "ALLOW_HTTP=1"),
        ({"REPOCAT_ENV": "production"}, "PUBLIC_URL is required"),
        (
            {"REPOCAT_ENV": "production", "DATABASE_URL": "postgresql://repo_user:repo_password@db/x"},
            "development password",
        ),
        ({"REPOCAT_ENV": "production", "REPOCAT_ALLOW_INSECURE_GIT": "1"}, "not for production"),
    ],
)
def test_wrong_values_stop_the_start(tmp_path: Path, settings: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, **settings)
    assert message in str(caught.value)


def test_all_that_is_wrong_is_listed_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, PORT="x", SECRET_KEY="short", LOG_LEVEL="LOUD")
    assert len(caught.value.problems) == 3


def test_pictures_lie_in_a_folder_or_in_a_bucket(tmp_path: Path) -> None:
    assert _load(tmp_path)["PICTURES"] == tmp_path / "pictures"
    assert _load(tmp_path, REPOCAT_PICTURES="some/folder")["PICTURES"] == ROOT / "some/folder"
    assert _load(tmp_path, REPOCAT_PICTURES="/srv/cats")["PICTURES"] == Path("/srv/cats")
    assert _load(tmp_path, REPOCAT_PICTURES="s3://cats/a/b")["PICTURES"] == "s3://cats/a/b"


def test_https_makes_cookies_secure(tmp_path: Path) -> None:
    config = _load(tmp_path, PUBLIC_URL="https://cats.example.org/")
    assert config["PUBLIC_URL"] == "https://cats.example.org"
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["SESSION_COOKIE_SECURE"]
    assert "cats.example.org" in config["TRUSTED_HOSTS"]


def test_plain_http_git_hosts_when_allowed(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        REPOCAT_GIT_HOSTS="GitHub.com=http://127.0.0.1:81/,b.example=https://b",
        REPOCAT_ALLOW_INSECURE_GIT="1",
    )
    assert config["REPOCAT_GIT_HOSTS"] == {"github.com": "http://127.0.0.1:81", "b.example": "https://b"}


def test_the_environment_is_read_and_empty_means_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("HOST", "")
    config = _load(tmp_path)
    assert (config["PORT"], config["HOST"]) == (8123, "127.0.0.1")


def test_the_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(stored_secret_key(tmp_path / "new"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_the_limits_are_settings_and_their_defaults_are_the_published_ones(tmp_path: Path) -> None:
    assert limits_from(_load(tmp_path)) == Limits()


@pytest.mark.parametrize("field", fields(Limits), ids=lambda field: field.name)
def test_every_limit_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: Field[Any]) -> None:
    setting = {"total_bytes": "REPOCAT_ANALYSIS_BYTES"}.get(field.name, f"REPOCAT_{field.name.upper()}")
    assert isinstance(field.default, int | float)
    value = field.default * 2
    monkeypatch.setenv(setting, str(value))
    assert getattr(limits_from(_load(tmp_path)), field.name) == value
    assert f"\n{setting}=" in (ROOT / ".env.example").read_text()
    assert f"| `{setting}` |" in (ROOT / "docs/configuration.md").read_text()
