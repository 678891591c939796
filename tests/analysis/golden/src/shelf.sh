#!/bin/sh
# Books on a shelf.
set -eu

find_book() {
  for book in "$@"; do
    if [ "$book" = "${title:-none}" ] || { [ -n "${fold-}" ] && same "$book" "$title"; }; then
      echo "$book"
      return 0
    elif [ "${book#\#}" != "$book" ]; then
      continue
    fi
  done
  case ${kind:-} in
    novel | story) echo first ;;
    map) until ready; do sleep 1; done ;;
    *) return 1 ;;
  esac
}

function show {
  cat <<EOF
if this were code; then it would count
# $(find_book "$@") }
EOF
}

show "$@" # and no more
