"""Where pictures lie: a folder, and a bucket on a server that speaks S3, in good and in bad health."""

from __future__ import annotations

import logging
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from repocat.cat.traits import ART_VERSION, Traits
from repocat.generations import store as stores
from repocat.generations.models import Generation
from repocat.generations.pictures import store_pictures
from repocat.generations.store import BucketStore, FolderStore, Recent, StoreError, picture_store
from tests.generations.rows import add

NAME = f"1/ab/{'0' * 62}/full-auto.svg"
BUCKET = "cats"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server with an empty bucket; what it logs is nobody's business."""
    logging.getLogger("werkzeug").setLevel("ERROR")
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    connection = socket.create_connection((host, port))
    connection.sendall(
        f"PUT /{BUCKET} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
    )
    assert b" 200 " in connection.recv(200)
    connection.close()
    yield address
    running.stop()


def use(monkeypatch: pytest.MonkeyPatch, app: Flask, endpoint: str, bucket: str = BUCKET) -> BucketStore:
    """The app's pictures are in a bucket from now on."""
    stores._bucket.cache_clear()
    values = {"ENDPOINT": endpoint, "REGION": "eu-central-1", "KEY_ID": "key", "SECRET": "secret"}
    monkeypatch.setitem(app.config, "PICTURES", f"s3://{bucket}/some/prefix")
    for name, value in values.items():
        monkeypatch.setitem(app.config, f"REPOCAT_PICTURES_{name}", value)
    store = picture_store()
    assert isinstance(store, BucketStore)
    return store


@pytest.fixture(params=["folder", "bucket"])
def store(
    request: pytest.FixtureRequest, app: Flask, server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> stores.PictureStore:
    return FolderStore(tmp_path / "pictures") if request.param == "folder" else use(monkeypatch, app, server)


def test_what_is_written_can_be_read(store: stores.PictureStore) -> None:
    name = NAME.replace("0", "1")
    assert store.read(name) is None
    for content in (b"first", b"second \x00\xff"):
        store.write(name, content)
        assert store.read(name) == content


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../ab/" + NAME[5:],
        NAME + "/..",
        NAME.replace("full", "../full"),
        NAME.replace("svg", "html"),
        NAME + "\n",
        NAME.replace("0", "\u0660"),
        NAME.upper(),
    ],
)
def test_only_our_own_names_are_names(store: stores.PictureStore, name: str) -> None:
    with pytest.raises(ValueError, match="no picture's name"):
        store.read(name)
    with pytest.raises(ValueError, match="no picture's name"):
        store.write(name, b"")


def test_a_folder_keeps_whole_files_that_others_may_read(tmp_path: Path) -> None:
    FolderStore(tmp_path).write(NAME, b"picture")
    assert [path.name for path in (tmp_path / NAME).parent.iterdir()] == ["full-auto.svg"]
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o644


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match="No space"):
        FolderStore(tmp_path).write(NAME, b"picture")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_empty_picture_is_none(store: stores.PictureStore) -> None:
    name = NAME.replace("0", "2")
    store.write(name, b"")
    assert store.read(name) is None


def test_a_folder_that_is_none_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = FolderStore(tmp_path / "file")
    with pytest.raises(StoreError):
        store.write(NAME, b"picture")
    with pytest.raises(StoreError):
        store.read(NAME)


def test_objects_say_what_they_are(app: Flask, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, app, server).write(f"{NAME}.gz", b"packed")
    bucket = S3Store(
        BUCKET,
        endpoint=server,
        region="eu-central-1",
        access_key_id="key",
        secret_access_key="secret",
        client_options={"allow_http": True},
    )
    attributes = dict(bucket.get(f"some/prefix/{NAME}.gz").attributes)
    assert attributes["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert attributes["Content-Encoding"] == "gzip"
    assert "immutable" in attributes["Cache-Control"]


def _shown(client: FlaskClient, made: Generation) -> str:
    response = client.get(f"/generations/{made.id}/cat.svg")
    assert response.status_code == 200
    return response.text


def _cat(app: Flask) -> Generation:
    cat = Traits("owner", "in-a-bucket", size=0.4, score=7.5)
    attributes = {**cat.to_attributes(), "beauty_score": 7.5}
    return add(image_path=store_pictures(picture_store(), cat), art_version=ART_VERSION, cat_attributes=attributes)


def test_pages_show_what_is_in_the_bucket(
    app: Flask, client: FlaskClient, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = use(monkeypatch, app, server)
    made = _cat(app)
    store.write(f"{made.image_path}/full-auto.svg", b"<svg>from the bucket</svg>")
    assert _shown(client, made) == "<svg>from the bucket</svg>"
    assert not Path(app.config["REPOCAT_INSTANCE"] / "pictures" / str(made.image_path)).exists()


def test_a_picture_that_many_look_at_is_fetched_once(
    app: Flask, client: FlaskClient, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, app, server)
    made = _cat(app)
    stores._bucket.cache_clear()
    store = picture_store()
    before = _shown(client, made)
    monkeypatch.setattr(store, "_rests_until", time.monotonic() + 60)
    assert _shown(client, made) == before


def test_only_so_much_is_remembered_and_what_was_asked_for_last() -> None:
    recent = Recent(10)
    recent.put("a", b"12345")
    recent.put("b", b"12345")
    assert recent.get("a") == b"12345"
    recent.put("c", b"1")
    assert [recent.get(name) for name in "abc"] == [b"12345", None, b"1"]
    recent.put("a", b"123456789")
    recent.put("d", b"x" * 11)
    assert [recent.get(name) for name in "acd"] == [None, None, None]
    recent.put("e", b"123456789")
    recent.put("e", b"")
    recent.put("f", b"1234567890")
    assert [recent.get(name) for name in "ef"] == [None, b"1234567890"]


class Deaf:
    """A server that accepts connections and says nothing."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"


class Refusing(Deaf):
    """A server that answers everything with the same status."""

    def __init__(self, status: str) -> None:
        super().__init__()
        self.status = status
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


def _down() -> Deaf:
    server = Deaf()
    server.listener.close()
    return server


@pytest.mark.parametrize(
    ("trouble", "rests"),
    [
        (_down, True),
        (Deaf, True),
        (lambda: Refusing("503 Slow Down"), True),
        (lambda: Refusing("403 Forbidden"), False),
        (lambda: Refusing("401 Unauthorized"), False),
        (lambda: Refusing("200 OK"), False),
    ],
    ids=["down", "silent", "overloaded", "denied", "unauthorised", "empty"],
)
def test_a_bucket_in_trouble_hides_no_cat(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, trouble: Callable[[], Deaf], rests: bool
) -> None:
    server = trouble()
    store = use(monkeypatch, app, server.address)
    made = _cat(app)
    started = time.monotonic()
    assert "</svg>" in _shown(client, made)
    assert client.get(f"/generations/{made.id}/cat.png").status_code == 200
    assert time.monotonic() - started < 3 * stores.ANSWER_SECONDS
    if rests:
        started = time.monotonic()
        _shown(client, made)
        assert time.monotonic() - started < 0.5
        with pytest.raises(StoreError, match="a moment ago"):
            store.read(NAME)
        monkeypatch.setattr(store, "_rests_until", 0.0)
        with pytest.raises(StoreError, match="answered with"):
            store.read(NAME)
    server.listener.close()


def test_a_missing_bucket_hides_no_cat(
    app: Flask, client: FlaskClient, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, app, server, bucket="no-such-bucket")
    assert "</svg>" in _shown(client, _cat(app))
