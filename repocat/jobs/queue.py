"""The worker's side of the queue: Procrastinate over PostgreSQL, and what it does not do by itself."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable

from flask import Flask
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from repocat.database import libpq_url
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.jobs.folders import clear_leftovers
from repocat.jobs.generate import StoppingError, TryAgainError, generate, work_folder
from repocat.jobs.pngs import draw_png
from repocat.jobs.warm import cool_down, warm_up

log = logging.getLogger("repocat.jobs")

HEARTBEAT = 5.0
STALLED_AFTER = 15.0
RECOVER_EVERY = 5.0
#: SIGTERM lets running jobs go on this long, then they are given back to the queue.
GRACE = 20.0


class RetryLater(BaseRetryStrategy):
    """Failures that may pass are tried again after 5 and 20 seconds; a worker that stops gives the job back at once."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, StoppingError):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, TryAgainError):
            return RetryDecision(retry_in={"seconds": 5 * 4 ** min(job.attempts, 1)})
        return None


def worker_app(app: Flask) -> App:
    """The queue's app with its two tasks bound to `app`."""
    queue = App(
        connector=PsycopgConnector(
            conninfo=libpq_url(app.config["SQLALCHEMY_DATABASE_URI"]), kwargs={"application_name": "repocat-worker"}
        )
    )

    @queue.task(name="generate", pass_context=True, retry=RetryLater())
    def run(context: JobContext, generation_id: str) -> None:
        with app.app_context():
            generate(uuid.UUID(generation_id), should_stop=context.should_abort)

    @queue.task(name="draw_png")
    def draw(generation_id: str, view: str, theme: str) -> None:
        with app.app_context():
            draw_png(uuid.UUID(generation_id), view, theme)

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
        for job_id, generation_id in db.session.execute(_STALLED, {"seconds": STALLED_AFTER}).all():
            log.warning("job %d: its worker is gone, back to the queue", job_id)
            # A new job: the worker may only have been paused, and would end the old one under its successor.
            Generation.enqueue(generation_id)
        for (generation_id,) in db.session.execute(_WITHOUT_JOB).all():
            log.warning("generation %s: it has no job, queued anew", generation_id)
            Generation.enqueue(generation_id)
        db.session.execute(_ANSWERED)
        db.session.execute(_STALLED_PICTURES, {"seconds": STALLED_AFTER})
        db.session.commit()
        clear_leftovers(work_folder())


_STALLED = text("""
    DELETE FROM procrastinate_jobs job
     WHERE job.status = 'doing' AND job.task_name = 'generate'
       AND NOT EXISTS (SELECT FROM procrastinate_workers worker
                        WHERE worker.id = job.worker_id
                          AND worker.last_heartbeat >= now() - make_interval(secs => :seconds))
    RETURNING job.id, job.args ->> 'generation_id'
""")
#: Whoever wants one asks again.
_STALLED_PICTURES = text("""
    DELETE FROM procrastinate_jobs job
     WHERE job.status = 'doing' AND job.task_name = 'draw_png'
       AND NOT EXISTS (SELECT FROM procrastinate_workers worker
                        WHERE worker.id = job.worker_id
                          AND worker.last_heartbeat >= now() - make_interval(secs => :seconds))
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
