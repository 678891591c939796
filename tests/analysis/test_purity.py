from __future__ import annotations

import subprocess
import sys


def test_the_child_starts_without_web_database_or_validation() -> None:
    code = "import sys, repocat.analysis.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"flask", "sqlalchemy", "psycopg2", "psycopg", "pydantic", "procrastinate", "jinja2"}
