#!/usr/bin/env bash
# Records the logs of runs in the folder "runs" beside this file, from a built Stint and data that it
# makes. Usage: record.sh. Takes some minutes. What is recorded is kept as it is written: the pages
# of later versions have to read it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
stint=$here/../../../../../stint
STINT_HOME=$(mktemp -d)
export STINT_HOME
trap 'rm -rf "$STINT_HOME"' EXIT
lake=$STINT_HOME/s3/lake

# Clicks of customers: six of ten are of "unknown".
data() {
  mkdir -p "$lake/visits" "$lake/customers" "$lake/<b>bold<b>"
  for file in 0 1 2 3 4 5; do
    awk -v file="$file" 'BEGIN {
      srand(file + 1)
      print "visit_id,customer_id,page,seconds,referrer"
      for (i = 0; i < 400000; i++)
        printf "%d,%s,/shop/item/%d,%d,https://example.org/campaign/%x%x\n", file * 400000 + i,
          rand() < 0.6 ? "unknown" : sprintf("c%06d", rand() * 200000), rand() * 5000, rand() * 600,
          rand() * 2147483647, rand() * 2147483647
    }' > "$lake/visits/part-$file.csv"
  done
  awk 'BEGIN {
    srand(9); split("DE FR US JP", countries, " ")
    print "customer_id,name,country"
    print "unknown,nobody,XX"
    for (i = 0; i < 200000; i++)
      printf "c%06d,Name %d,%s\n", i, i, countries[1 + int(rand() * 4)]
  }' > "$lake/customers/customers.csv"
  printf 'n\n1\n2\n<script>alert(1)</script>\n' > "$lake/<b>bold<b>/numbers.csv"
}

# Puts the log of a run below another id, which stands in it, too.
keep() {
  local folder=$1 old=$2 new=$3 run=$4 entry to
  rm -rf "${here:?}/runs/$run"
  mkdir -p "$here/runs/$run"
  for entry in "$folder"/journal/*.json; do
    to=$here/runs/$run/${entry##*/}
    if gzip -t "$entry" 2> /dev/null; then
      gzip -dc "$entry" | sed "s/$old/$new/g" | gzip -9n > "$to"
    else
      sed "s/$old/$new/g" "$entry" > "$to"
    fi
  done
}

# The folder of the run that was started last.
last() {
  ls -td "$STINT_HOME"/s3/stint-work/runs/* | head -1
}

sql() {
  "$stint" sql -q "$@" > /dev/null || true
}

data
"$stint" demo -q --rows 300000 > /dev/null
for statement in 1 2; do
  folder=$(echo "$STINT_HOME"/s3/stint-work/runs/*-"$statement")
  id=${folder##*/}
  keep "$folder" "${id%-*}" demo "demo-$statement"
done
sql --parallelism 6 --table visits=s3://lake/visits/ --table customers=s3://lake/customers/ \
  "$(cat "$here/skewed.sql")"
keep "$(last)" "$(basename "$(last)")" skewed skewed
sql --table "numbers=s3://lake/<b>bold<b>/" "$(cat "$here/failed.sql")"
keep "$(last)" "$(basename "$(last)")" failed failed
