"""The worker's side of the queue: Procrastinate over PostgreSQL, and what it does not do by itself."""

from __future__ import annotations

import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from repocat.database import libpq_url
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.jobs.generate import WORK_FOLDER_PREFIX, StoppingError, TryAgainError, generate, work_folder
from repocat.jobs.warm import cool_down, warm_up

log = logging.getLogger("repocat.jobs")

HEARTBEAT = 5.0
STALLED_AFTER = 15.0
RECOVER_EVERY = 5.0
#: SIGTERM lets running jobs go on this long, then they are given back to the queue.
GRACE = 20.0
#: No job runs longer than its limits; a work folder this old belongs to nobody.
LEFTOVER_AFTER = timedelta(hours=1)


class RetryLater(BaseRetryStrategy):
    """Failures that may pass are tried again after 5 and 20 seconds; a worker that stops gives the job back at once."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, StoppingError):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, TryAgainError):
            return RetryDecision(retry_in={"seconds": 5 * 4 ** min(job.attempts, 1)})
        return None


def worker_app(app: Flask) -> App:
    """The queue's app with its one task bound to `app`."""
    queue = App(
        connector=PsycopgConnector(
            conninfo=libpq_url(app.config["SQLALCHEMY_DATABASE_URI"]), kwargs={"application_name": "repocat-worker"}
        )
    )

    @queue.task(name="generate", pass_context=True, retry=RetryLater())
    def run(context: JobContext, generation_id: str) -> None:
        with app.app_context():
            generate(uuid.UUID(generation_id), should_stop=context.should_abort)

    return queue


def work(app: Flask, jobs: int) -> None:
    """Takes jobs until SIGTERM or SIGINT. Raises SQLAlchemyError where the database is away from the start."""
    recover(app)
    warm_up()
    queue = worker_app(app)
    over = threading.Event()
    recovery = threading.Thread(target=_repeat, args=(over, RECOVER_EVERY, lambda: recover(app)), daemon=True)
    recovery.start()
    try:
        with queue.open():
            queue.run_worker(
                concurrency=jobs,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED_AFTER,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="always",
            )
    finally:
        over.set()
        recovery.join(timeout=10)
        cool_down()


def recover(app: Flask) -> None:
    """Puts the jobs of dead workers back, makes jobs for generations that have none, clears leftovers away."""
    with app.app_context():
        # One worker at a time: a job that two put back could run twice.
        if not db.session.scalar(text("SELECT pg_try_advisory_xact_lock(7262383229)")):
            return
        for (job_id,) in db.session.execute(_STALLED, {"seconds": STALLED_AFTER}).all():
            log.warning("job %d: its worker is gone, back to the queue", job_id)
            db.session.execute(text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": job_id})
        for (generation_id,) in db.session.execute(_WITHOUT_JOB).all():
            log.warning("generation %s: it has no job, queued anew", generation_id)
            Generation.enqueue(generation_id)
        db.session.execute(_ANSWERED)
        db.session.commit()
        _clear_leftovers()


_STALLED = text("""
    SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
     WHERE job.status = 'doing' AND job.task_name = 'generate'
       AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
""")
_WITHOUT_JOB = text("""
    SELECT id FROM generations
     WHERE state IN ('queued', 'fetching', 'analysing', 'drawing') AND kind = 'analysis'
       AND created_at < now() - interval '15 seconds'
       AND NOT EXISTS (SELECT FROM procrastinate_jobs
                        WHERE status IN ('todo', 'doing') AND args ->> 'generation_id' = generations.id::text)
""")


#: Requests that an existing generation answered; whoever asked has been led there long since.
_ANSWERED = text("""
    DELETE FROM generations WHERE same_as_id IS NOT NULL AND finished_at < now() - interval '1 hour'
""")


def _clear_leftovers() -> None:
    oldest = time.time() - LEFTOVER_AFTER.total_seconds()
    for folder in work_folder().glob(f"{WORK_FOLDER_PREFIX}*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _repeat(over: threading.Event, seconds: float, action: Callable[[], None]) -> None:
    while True:
        try:
            action()
        except OperationalError:
            # The database may be away for a while; the next turn finds it again.
            log.warning("recovery failed: the database cannot be reached")
        except Exception:
            log.exception("recovery failed")
        if over.wait(seconds):
            return
