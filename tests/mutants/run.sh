#!/bin/sh
# Plays worlds with faults built into the coordinator, one after the other, until a world breaks:
#
#   tests/mutants/run.sh [-n WORLDS] [NAME...]
#
# Each NAME.patch beside this script is such a fault; without names all are tried. For each it prints
# the seed of the first world that broke and what did not hold there, or that none did. It works in a
# checkout of its own, of the last commit, which it removes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
worlds=3000
if [ "${1:-}" = -n ]; then
  worlds=$2
  shift 2
fi
[ $# -gt 0 ] || set -- $(cd "$here" && ls ./*.patch | sed 's,^\./,,; s,\.patch$,,')

scratch=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$scratch/checkout"; rm -rf "$scratch"' EXIT
git -C "$root" worktree add --quiet --detach "$scratch/checkout" HEAD
cd "$scratch/checkout"

for name in "$@"; do
  git checkout --quiet .
  git apply "$here/$name.patch"
  if mvn -q -Dfast test -pl tests -am -Dtest=SimulatorTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dstint.seeds=$worlds" >"$scratch/log" 2>&1; then
    echo "$name: not caught in $worlds worlds"
  else
    story=$(grep -m 1 -o 'seed [0-9]*: not ".*' "$scratch/log" || true)
    if [ -z "$story" ]; then
      cat "$scratch/log"
      echo "$name: the build failed before any world broke" >&2
      exit 1
    fi
    printf '%s: %.200s\n' "$name" "$story"
  fi
done
