#!/bin/sh
# Put back what scripts/backup.sh wrote. Replaces everything in the database, in one transaction: all or nothing.
#
# Usage: scripts/restore.sh [--docker] [--yes] FILE
#   --docker   into the database in Docker, with PostgreSQL's own programs there; needs no .venv
#   --yes      don't ask
set -eu
umask 077
project=$(cd "$(dirname "$0")/.." && pwd)

docker=
yes=
while [ $# -gt 0 ]; do
  case $1 in
    --docker) docker=yes ;;
    --yes) yes=yes ;;
    *) break ;;
  esac
  shift
done
[ $# -eq 1 ] || { sed -n 's/^# \(Usage.*\)/\1/p' "$0" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -C "$work" -xf "$1"
cd "$project"

if [ "$docker" ]; then
  psql() { docker compose exec -T postgres psql --username=repo_user --dbname=repo_to_cat "$@"; }
  pg_restore() { docker compose exec -T postgres pg_restore "$@"; }
else
  psql() { .venv/bin/python -m scripts.pg psql "$@"; }
  pg_restore() { .venv/bin/python -m scripts.pg pg_restore "$@"; }
fi

users=$(psql --no-psqlrc --tuples-only --no-align --command "SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'repocat%' AND pid <> pg_backend_pid()" < /dev/null)
if [ "$users" != 0 ]; then
  echo "Repocat is using this database. Stop it first (docker compose stop web worker, or Ctrl-C in make run)." >&2
  exit 1
fi
if [ ! "$yes" ]; then
  printf 'This replaces everything in the database with %s. Go on? [y/N] ' "$1"
  read -r answer
  case $answer in [yY]*) ;; *) echo "Nothing was changed."; exit 1 ;; esac
fi

# A file first: in a pipe, a broken archive would end as half a database.
pg_restore --no-owner --no-privileges --file=- < "$work/database.dump" > "$work/database.sql"
{
  cat <<'SQL'
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
SQL
  # PostgreSQL 17 and newer write a setting that 15 and 16 don't know.
  sed -e '/^SET transaction_timeout = 0;$/d' -e '/^CREATE SCHEMA public;$/d' "$work/database.sql"
} > "$work/all.sql"
psql --no-psqlrc --quiet --single-transaction --set ON_ERROR_STOP=1 --output=/dev/null --file=- < "$work/all.sql"

if [ -f "$work/secret_key" ]; then
  if [ "$docker" ]; then
    docker compose run --rm --no-deps -T web sh -c 'umask 077; cat > /data/secret_key' < "$work/secret_key"
  else
    instance=$(.venv/bin/python -c 'from repocat.config import Settings; print(Settings().repocat_instance)')
    mkdir -p "$instance"
    cp "$work/secret_key" "$instance/secret_key"
  fi
fi
echo "Restored. Start Repocat again; that also brings an older backup's tables up to date."
