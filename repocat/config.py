"""Settings from the environment and `.env`, checked at the start; `.env.example` lists every one."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from repocat.database import normalise

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY_BYTES = 32
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9._/-]*)?", re.ASCII)
DEVELOPMENT_DATABASE_PASSWORD = "repo_password"  # noqa: S105 - the documented development default, refused in production


class Settings(BaseSettings):
    """Field names are the environment's names in lower case."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    repocat_env: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = Field(5000, ge=1, le=65535)
    public_url: str | None = None
    allow_http: bool = False
    trusted_proxies: int = Field(0, ge=0, le=5)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    database_url: str | None = None
    secret_key: str | None = None
    secret_key_fallbacks: Annotated[tuple[str, ...], NoDecode] = ()
    repocat_instance: Path = ROOT / "instance"
    repocat_cache_bytes: int = Field(1024 * 1024 * 1024, ge=0)
    repocat_pictures: str | None = None
    repocat_pictures_endpoint: str | None = None
    repocat_pictures_region: str = "us-east-1"
    repocat_pictures_key_id: str | None = None
    repocat_pictures_secret: str | None = None
    repocat_pictures_seconds: float = Field(5.0, ge=0, le=300)

    repocat_git_hosts: Annotated[dict[str, str], NoDecode] = {"github.com": "https://github.com"}
    repocat_allow_insecure_git: bool = False
    repocat_public_submissions: Literal["0", "1", "open"] = "0"
    repocat_private: bool = False
    repocat_submissions_per_minute: int = Field(10, ge=1, le=100_000)

    repocat_worker_jobs: int = Field(2, ge=1, le=64)
    repocat_queue_limit: int = Field(1000, ge=1, le=1_000_000)
    repocat_fetch_seconds: int = Field(120, ge=1, le=86_400)
    repocat_fetch_bytes: int = Field(500_000_000, ge=1024)
    repocat_analysis_seconds: int = Field(60, ge=1, le=86_400)
    repocat_analysis_bytes: int = Field(200 * 1024 * 1024, ge=1024)
    repocat_paths: int = Field(50_000, ge=1)
    repocat_preflight_seconds: float = Field(10.0, gt=0, le=3600)
    repocat_preflight_bytes: int = Field(64 * 1024, ge=1024)
    repocat_moves: int = Field(3, ge=0, le=20)
    repocat_history_seconds: int = Field(30, ge=1, le=86_400)
    repocat_history_bytes: int = Field(100_000_000, ge=1024)
    repocat_history_commits: int = Field(200_000, ge=1)
    repocat_memory_bytes: int = Field(2048 * 1024 * 1024, ge=64 * 1024 * 1024)
    repocat_depth: int = Field(64, ge=1, le=4096)
    repocat_path_bytes: int = Field(1024, ge=1, le=65_536)
    repocat_file_bytes: int = Field(1024 * 1024, ge=1024)
    repocat_analysis_cpu_seconds: int = Field(120, ge=1, le=86_400)

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: str | None) -> str | None:
        return None if value is None else normalise(value)

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str | None) -> str | None:
        if value is not None and len(value.encode()) < SECRET_KEY_BYTES:
            raise ValueError(
                f"must have at least {SECRET_KEY_BYTES} bytes; make one with "
                "`python -c 'import secrets; print(secrets.token_hex(32))'`"
            )
        return value

    @field_validator("secret_key_fallbacks", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return tuple(part for part in value.split(",") if part) if isinstance(value, str) else value

    @field_validator("repocat_git_hosts", mode="before")
    @classmethod
    def _parse_hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.strip().partition("=") for part in value.split(",") if part.strip()]
        if not pairs or not all(separator for _, separator, _ in pairs):
            raise ValueError("must look like github.com=https://github.com,git.example.org=https://git.example.org")
        return {host.lower(): base.rstrip("/") for host, _, base in pairs}

    @field_validator("repocat_instance")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value if value.is_absolute() else (ROOT / value).resolve()

    @field_validator("public_url")
    @classmethod
    def _plain_origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("must be an origin such as https://cats.example.org, without a path")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _consistent(self) -> Settings:
        checks = (self._host_problems, self._submission_problems, self._picture_problems, self._production_problems)
        if problems := [problem for check in checks for problem in check()]:
            raise ValueError("; ".join(problems))
        return self

    def _host_problems(self) -> list[str]:
        problems = []
        for host, base in self.repocat_git_hosts.items():
            scheme = urlsplit(base).scheme
            if scheme not in {"http", "https"} or not urlsplit(base).hostname:
                problems.append(f"REPOCAT_GIT_HOSTS: {host}: the base must begin with https://")
            elif scheme == "http" and not self.repocat_allow_insecure_git:
                problems.append(f"REPOCAT_GIT_HOSTS: {host}: plain http needs REPOCAT_ALLOW_INSECURE_GIT=1")
        return problems

    def _submission_problems(self) -> list[str]:
        if self.repocat_public_submissions == "1" and not _is_loopback(self.host):
            return [
                f"REPOCAT_PUBLIC_SUBMISSIONS=1 lets everybody create and HOST={self.host} is not loopback; "
                "set REPOCAT_PUBLIC_SUBMISSIONS=open if you mean it"
            ]
        return []

    def _picture_problems(self) -> list[str]:
        problems = []
        place, endpoint = self.repocat_pictures or "", self.repocat_pictures_endpoint
        if "://" in place and not _BUCKET.fullmatch(place):
            problems.append("REPOCAT_PICTURES is a folder, or a bucket written as s3://bucket or s3://bucket/prefix")
        if endpoint and (urlsplit(endpoint).scheme not in {"http", "https"} or not urlsplit(endpoint).hostname):
            problems.append("REPOCAT_PICTURES_ENDPOINT must look like https://s3.example.org")
        if bool(self.repocat_pictures_key_id) != bool(self.repocat_pictures_secret):
            problems.append("REPOCAT_PICTURES_KEY_ID and REPOCAT_PICTURES_SECRET belong together; set both or neither")
        return problems

    def _pictures(self) -> Path | str:
        """The folder, or the bucket's address."""
        place = self.repocat_pictures
        if place is None:
            return self.repocat_instance / "pictures"
        return place if place.startswith("s3://") else (ROOT / place).resolve()

    def _production_problems(self) -> list[str]:
        if self.repocat_env != "production":
            return []
        problems = []
        if not self.database_url:
            problems.append("DATABASE_URL is required in production")
        elif f":{DEVELOPMENT_DATABASE_PASSWORD}@" in self.database_url:
            problems.append("DATABASE_URL carries the development password; choose another in production")
        if not self.public_url:
            problems.append("PUBLIC_URL is required in production")
        elif self.public_url.startswith("http://") and not self.allow_http:
            problems.append("PUBLIC_URL is plain http; use https, or set ALLOW_HTTP=1 if you mean it")
        if self.repocat_allow_insecure_git:
            problems.append("REPOCAT_ALLOW_INSECURE_GIT is for tests and mirrors, not for production")
        return problems

    def flask_config(self) -> dict[str, Any]:
        """The settings under their environment names, and what Flask and its extensions derive from them."""
        public_url = self.public_url or f"http://{self.host}:{self.port}"
        https = public_url.startswith("https://")
        return {
            **{name.upper(): value for name, value in self},
            "PUBLIC_URL": public_url,
            "HTTPS": https,
            "SECRET_KEY": self.secret_key or stored_secret_key(self.repocat_instance),
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
            "SESSION_COOKIE_SECURE": https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "TRUSTED_HOSTS": _trusted_hosts(self.public_url),
            "MAX_CONTENT_LENGTH": 64 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,
            "PICTURES": self._pictures(),
        }


class SettingsError(SystemExit):
    """One message that lists everything that is wrong; ends the program with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Repocat cannot start, these settings are wrong:\n" + "".join(f"  - {p}\n" for p in problems))


def load(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Flask's configuration: environment and `.env`, then `overrides` (settings by name, anything else as it is)."""
    overrides = dict(overrides or {})
    chosen = {name.lower(): overrides.pop(name) for name in list(overrides) if name.lower() in Settings.model_fields}
    try:
        settings = Settings(**chosen)
    except ValidationError as error:
        raise SettingsError([_problem(detail) for detail in error.errors()]) from None
    return {**settings.flask_config(), **overrides}


def stored_secret_key(instance: Path) -> str:
    """The key of this installation, made on the first run; two starters at once end with the same one."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=instance, prefix=".secret_key")  # mode 0600
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(SECRET_KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            # Unlike a rename, a link fails where the other starter was faster.
            Path(path).hardlink_to(temporary)
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink()
    return path.read_text().strip()


def _problem(detail: Any) -> str:
    name = "".join(str(part).upper() for part in detail["loc"][:1])
    text = str(detail["msg"]).removeprefix("Value error, ")
    return f"{name}: {text}" if name else text


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trusted_hosts(public_url: str | None) -> list[str] | None:
    host = urlsplit(public_url).hostname if public_url else None
    return [host, "localhost", "127.0.0.1", "[::1]"] if host else None
