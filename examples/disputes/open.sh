#!/bin/sh
# Makes the day of a dispute and opens a ledger with it: `sh open.sh D-01` gives D-01.day and D-01.ledger.
set -eu
scenario=$(dirname "$0")/$1
# One word an option: the file is meant to be split.
# shellcheck disable=SC2046
examledger simulate --seed 1 $(cat "$scenario/simulate") -o "$1.day" >/dev/null
examledger init "$1.ledger" --exam ex-2026-001 --origin examledger.example/simulation/1 --mode formal --approvals 2 \
    --clock imported --opened-at 2026-11-10T09:00:00.000+08:00 \
    --authority-key "$1.day/keys/authority.key" --log-key "$1.day/keys/log.key" >/dev/null
examledger ingest --ledger "$1.ledger" "$1.day/envelopes.ndjson" >/dev/null
