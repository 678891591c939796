#!/bin/sh
# Write one file with everything that cannot be made again: the database, and the key that signs cookies and forms.
# Pictures are left out: a missing one is drawn anew.
#
# Usage: scripts/backup.sh [--docker] [FOLDER]
#   --docker   of the database in Docker, with PostgreSQL's own programs there; needs no .venv
#   FOLDER     where to put the file (default: backups/ here)
set -eu
umask 077
project=$(cd "$(dirname "$0")/.." && pwd)

docker=
if [ "${1:-}" = --docker ]; then docker=yes; shift; fi
mkdir -p "${1:-$project/backups}"
folder=$(cd "${1:-$project/backups}" && pwd)
cd "$project"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$docker" ]; then
  docker compose exec -T postgres pg_dump --username=repo_user --format=custom repo_to_cat > "$work/database.dump"
  docker compose run --rm --no-deps -T web sh -c 'if [ -f /data/secret_key ]; then cat /data/secret_key; fi' \
    > "$work/secret_key"
else
  .venv/bin/python -m scripts.pg pg_dump --format=custom --file="$work/database.dump"
  instance=$(.venv/bin/python -c 'from repocat.config import Settings; print(Settings().repocat_instance)')
  if [ -f "$instance/secret_key" ]; then cp "$instance/secret_key" "$work/secret_key"; fi
fi
[ -s "$work/secret_key" ] || rm -f "$work/secret_key"

file=$folder/repocat-$(date -u +%Y%m%dT%H%M%SZ).tar
tar -C "$work" -cf "$file.part" .
mv "$file.part" "$file"
echo "$file"
