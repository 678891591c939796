"""A stored picture and a 304, beside a bare WSGI app that does the least, and what drawing one costs, in one run.

python -m bench.pictures
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from flask_migrate import upgrade

from bench.load import Figure, Request, gunicorn, measure, middle, report
from repocat import create_app, embedded
from repocat.cat.badge import badge_svg
from repocat.cat.draw import svg
from repocat.cat.traits import ART_VERSION, Traits
from repocat.database import database_url, libpq_url
from repocat.extensions import db
from repocat.generations.models import Generation, address_columns
from repocat.generations.pictures import store_pictures
from repocat.generations.repository import Repository
from repocat.generations.store import picture_store

ROUNDS = 3
CAT = Traits("owner", "cat", 0.5, 5.0, "tabby", "den", 7.6, "content", "awake", 3, "set up", "permissive", 2)
REPOSITORY = Repository("github.com", CAT.owner, CAT.name)
GZIP = {"Accept-Encoding": "gzip"}


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="repocat-bench-"))
    try:
        embedded.join(folder / "postgres")
        _run(folder)
        _draw()
    finally:
        embedded.release(folder / "postgres")
        shutil.rmtree(folder)


def _run(folder: Path) -> None:
    url = database_url(None, folder)
    generation = _seed(url, folder)
    environment = {
        "DATABASE_URL": url,
        "FLOOR_DATABASE_URL": libpq_url(url),
        "FLOOR_KEY": REPOSITORY.key,
        "FLOOR_PICTURES": str(folder / "pictures"),
        "REPOCAT_INSTANCE": str(folder),
        "LOG_LEVEL": "WARNING",
    }
    paths = {
        "by generation, for ever": f"/generations/{generation.id}/cat.svg?v={_version(generation)}",
        "by repository": f"/r/{CAT.owner}/{CAT.name}/cat.svg",
        "badge": f"/r/{CAT.owner}/{CAT.name}/badge.svg",
    }
    programs = ("gunicorn", "postgres")
    table: dict[str, tuple[Figure, Figure]] = {}
    with gunicorn("wsgi:app", environment) as ours, gunicorn("bench.floor_pictures:app", environment) as floor:
        for label, path in paths.items():
            etag = _etag(ours + path)
            for name, headers, status in ((label, GZIP, 200), (f"{label}, 304", {"If-None-Match": etag}, 304)):
                pairs = [
                    tuple(measure(Request(base + path, headers, status), programs) for base in (ours, floor))
                    for _ in range(ROUNDS)
                ]
                table[name] = (middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs]))
    report(f"Stored pictures, {os.cpu_count()} cores, median of {ROUNDS} alternating runs", table, "pictures")


def _seed(url: str, folder: Path) -> Generation:
    app = create_app({"DATABASE_URL": url, "REPOCAT_INSTANCE": folder, "LOG_LEVEL": "WARNING"})
    with app.app_context():
        upgrade()
        key = store_pictures(picture_store(), CAT)
        columns = {"image_path": key, "art_version": ART_VERSION, "cat_attributes": {"beauty_score": CAT.score}}
        generation = Generation(**address_columns(REPOSITORY), **columns, state="done", is_latest=True)
        db.session.add(generation)
        db.session.commit()
        db.session.refresh(generation)
        db.session.expunge(generation)
        db.engine.dispose()
    return generation


def _version(generation: Generation) -> str:
    return str(generation.image_path).rpartition("/")[2][:12]


def _etag(address: str) -> str:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    response = connection.getresponse()
    response.read()
    connection.close()
    return str(response.headers["ETag"])


def _draw() -> None:
    """Processor time of a picture drawn anew, and its size."""
    print(f"\n{'drawn anew':28}{'CPU ms':>10}{'bytes':>10}")
    for label, draw in (("full", lambda: svg(CAT, theme="auto")), ("badge", lambda: badge_svg(CAT, theme="auto"))):
        draw()
        taken = []
        for _ in range(40):
            started = time.process_time()
            text = draw()
            taken.append(time.process_time() - started)
        print(f"{label:28}{1000 * statistics.median(taken):10.2f}{len(text):10,}")


if __name__ == "__main__":
    main()
