#!/bin/bash
# Step 9 of the vendor's document by hand, after document.sh and with what it left: the same environment, and the dumps in WORK.
# Prints what each part took, in milliseconds, as `name ms`.
set -euo pipefail

source "$(dirname "$0")/document-tools.sh"
now() { date +%s%3N; }
took() { printf '%s %s\n' "$1" "$(($(now) - $2))"; }

change_ha '{ enable: false }'

WINDOW=$(now)
docker stop "$NEW" >/dev/null
took stop "$WINDOW"
T3=$(date +%s)

STEP=$(now)
for database in "$RM" "$CM" "$CM_HB"; do sql --execute="drop database $database"; done
for database in "$RM" "$CM" "$CM_HB"; do sql --execute="create database $database"; done
for database in "$RM" "$CM" "$CM_HB"; do sql --database="$database" --execute="source $WORK/$database.sql"; done
took databases "$STEP"

STEP=$(now)
docker start "$OLD" >/dev/null
until_true 60 all_online
took start "$STEP"

change_ha "{ enable: true, refetchStoreIntervalMin: Math.max(it.refetchStoreIntervalMin ?? 30, 30 + Math.ceil(($(date +%s) - $T3) / 60)) }"
took window "$WINDOW"
