FROM python:3.11-slim AS build
RUN python -m venv /opt/venv
WORKDIR /build
COPY requirements.lock ./
# Wheels only: nobody's setup.py runs here, and no compiler is needed.
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes \
      -r requirements.lock


FROM python:3.11-slim
# git fetches repositories; setpriv, unshare and prlimit (util-linux) fence what reads them.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git util-linux \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 repocat \
 && useradd --uid 10001 --gid repocat --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin repocat \
 && install --directory --owner=repocat --group=repocat --mode=0700 /data

COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY wsgi.py LICENSE ./
COPY migrations migrations
COPY static static
COPY templates templates
COPY repocat repocat
# The containers' file system is read-only, so what is not compiled now would be compiled at every start.
RUN python -m compileall -q wsgi.py migrations repocat

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FLASK_APP=wsgi \
    HOST=0.0.0.0 \
    PORT=8000 \
    REPOCAT_INSTANCE=/data
VOLUME /data
EXPOSE 8000
USER 10001:10001

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--timeout", "30", "--graceful-timeout", "30", "--max-requests", "1000", "--max-requests-jitter", "100", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "wsgi:app"]
