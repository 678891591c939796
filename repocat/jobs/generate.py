"""The one task: a queued generation -> its report, its cat, or the reason why there is none."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import current_app

from repocat.analysis.dump import dump
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address
from repocat.analysis.report import ANALYSER_VERSION, Report
from repocat.analysis.request import BLOBS, request_for, request_for_folder
from repocat.cat.prompt import image_prompt
from repocat.cat.traits import ART_VERSION, traits
from repocat.extensions import db
from repocat.formats import score_word
from repocat.generations.attempt import Attempt
from repocat.generations.models import MAX_ATTEMPTS, Generation
from repocat.generations.pictures import ask_for_card, store_pictures
from repocat.generations.repository import AddressError, Repository
from repocat.generations.store import picture_store
from repocat.jobs.cache import BlobCache
from repocat.jobs.child import AbandonedError, AnalysisFailedError, UnchangedError, Watcher, analyse
from repocat.jobs.folders import job_folder

log = logging.getLogger("repocat.jobs")


class TryAgainError(Exception):
    """This attempt failed for a reason that may pass."""


class StoppingError(Exception):
    """The worker shuts down; the generation is queued again, this attempt doesn't count."""


def generate(generation_id: uuid.UUID, should_stop: Callable[[], bool] = lambda: False) -> None:
    """One attempt. Commits as it goes: each stage is seen at once, and a killed worker leaves a state to resume."""
    attempt = Attempt.claim(generation_id)
    db.session.commit()
    if attempt is None:
        return
    if attempt.number > MAX_ATTEMPTS:
        _fail(attempt, "internal", "The analysis broke down three times. It will not be tried again.")
        return
    try:
        report, repository = _measured(attempt, should_stop)
        attempt.advance("drawing", 95)
        db.session.commit()
        finished = attempt.finish(columns_of(report, repository))
        if finished:
            ask_for_card(generation_id)
        db.session.commit()
        log.info("generation %s %s", generation_id, "done" if finished else "not wanted any more")
    except UnchangedError:
        _answer_at_once(attempt)
    except AbandonedError:
        db.session.rollback()
        if should_stop():
            attempt.release()
            db.session.commit()
            raise StoppingError from None
        log.info("generation %s was given up", generation_id)
    except AnalysisFailedError as error:
        db.session.rollback()
        if error.passing and attempt.number < MAX_ATTEMPTS:
            attempt.advance("queued", 0, "Waiting for another attempt")
            db.session.commit()
            raise TryAgainError from None
        _fail(attempt, error.code, error.text)


def _measured(attempt: Attempt, should_stop: Callable[[], bool]) -> tuple[Report, Repository]:
    """The report, and the repository under the address that it turned out to have."""
    found = repository = _repository(attempt.generation_id)

    def moved(owner: str, name: str) -> bool:
        nonlocal found
        try:
            found = Repository.parse(f"https://{repository.host}/{owner}/{name}", {repository.host: ""})
        except AddressError:
            raise AnalysisFailedError("moved") from None
        if not attempt.move(found):
            raise AnalysisFailedError("moved")
        db.session.commit()
        return True

    def progress(state: str, percent: int, note: str | None) -> bool:
        counts = attempt.advance(state, percent, note)
        db.session.commit()
        return counts and not should_stop()

    def wanted() -> bool:
        counts = attempt.counts()
        db.session.commit()
        return counts and not should_stop()

    limits = limits_from(current_app.config)
    remote = current_app.config["REPOCAT_GIT_HOSTS"].get(repository.host, "")
    address = Address(remote, repository.owner, repository.name, current_app.config["REPOCAT_ALLOW_INSECURE_GIT"])
    with job_folder(work_folder()) as folder:
        known = _known(repository)
        blobs = _blob_cache()
        commit = known[1] if known else ""
        request = request_for(address, folder, _today(), limits, commit, blobs.lend(repository.key))
        report = analyse(request, limits, Watcher(progress=progress, moved=moved, wanted=wanted))
        blobs.keep(found.key, folder / BLOBS)
        return report, found


def _known(repository: Repository) -> tuple[uuid.UUID, str] | None:
    """The generation that would answer a request for an unchanged repository, and its commit."""
    found = Generation.unchanged_if(
        repository.key, datetime.now(UTC).date(), analyser_version=ANALYSER_VERSION, art_version=ART_VERSION
    )
    db.session.commit()
    return found


def _answer_at_once(attempt: Attempt) -> None:
    known = _known(_repository(attempt.generation_id))
    if known is None or not attempt.same_as(known[0]):
        # It was deleted or replaced meanwhile.
        attempt.advance("queued", 0)
        db.session.commit()
        raise TryAgainError
    db.session.commit()
    log.info("generation %s: unchanged since %s", attempt.generation_id, known[0])


def _repository(generation_id: uuid.UUID) -> Repository:
    generation = db.session.get_one(Generation, generation_id)
    repository = Repository(str(generation.host), str(generation.repo_owner), str(generation.repo_name))
    db.session.commit()
    return repository


def measure_folder(folder: Path, progress: Callable[[str, int, str | None], bool]) -> Report:
    """The report on a folder of this machine; asks no database. Raises `AnalysisFailedError`."""
    watcher = Watcher(progress=progress, moved=lambda _owner, _name: False, wanted=lambda: True)
    limits = limits_from(current_app.config)
    return analyse(request_for_folder(folder.resolve(), _today(), limits), limits, watcher)


def columns_of(report: Report, repository: Repository) -> dict[str, Any]:
    """A report and its cat as columns; stores the pictures on the way."""
    cat = traits(report, owner=repository.owner, name=repository.name)
    attributes = cat.to_attributes()
    score = None if report.score.value is None else Decimal(str(report.score.value))
    return {
        "primary_language": report.primary_language,
        "repo_size_kb": min(report.size // 1024, 2**31 - 1),
        "code_lines": report.production_code,
        "code_quality_score": score,
        "cat_attributes": attributes,
        "analysis_data": json.loads(dump(report)),
        "image_path": store_pictures(picture_store(), cat),
        "image_prompt": image_prompt(cat),
        "commit_sha": report.commit,
        "committed_at": _moment(report.committed_at),
        "as_of": date.fromisoformat(report.as_of),
        "analyser_version": report.analyser_version,
        "art_version": ART_VERSION,
        "size_class": attributes["size"],
        "age_class": attributes["age"],
        "mood": attributes["mood"],
        "score_band": score_word(score),
    }


#: Limits whose setting has another name than they.
_SETTINGS = {"total_bytes": "REPOCAT_ANALYSIS_BYTES"}


def limits_from(config: dict[str, Any]) -> Limits:
    """Every limit is a setting."""
    names = (field.name for field in fields(Limits))
    return Limits(**{name: config[_SETTINGS.get(name, f"REPOCAT_{name.upper()}")] for name in names})


def work_folder() -> Path:
    folder: Path = current_app.config["REPOCAT_INSTANCE"] / "work"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _blob_cache() -> BlobCache:
    config = current_app.config
    return BlobCache(config["REPOCAT_INSTANCE"] / "cache", config["REPOCAT_CACHE_BYTES"])


def _fail(attempt: Attempt, code: str, text: str) -> None:
    attempt.fail(code, text)
    db.session.commit()
    log.info("generation %s failed: %s", attempt.generation_id, code)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
