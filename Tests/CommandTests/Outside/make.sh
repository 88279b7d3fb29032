# Makes with the program's commands what outsiders are handed: two published logs, a receipt, bundles, a certificate.
set -eu
printf 'lot,score\n1,8450\n2,7900\n' > scores.csv
examledger simulate --candidates 2 --seed 5 --faults none --after review -o sim
origin=examledger.example/simulation/5
open() {
    examledger init "$1" --exam ex-2026-001 --origin $origin --mode formal --approvals 2 --clock imported \
        --opened-at 2026-11-10T09:00:00+08:00 --authority-key sim/keys/authority.key --log-key sim/keys/log.key
}
open day
export EXAMLEDGER_DIR=day
examledger ingest sim/envelopes.ndjson
size=$(examledger stats --format json | sed 's/.*"size":\([0-9]*\).*/\1/')
examledger seal --through now --policy day/policy.txt --key sim/keys/a-01.key --yes
examledger approve "$size" --key sim/keys/a-02.key
proposal=$((size + 2))
examledger release propose --sitting s-01 --scores scores.csv --key sim/keys/a-01.key
examledger release approve $proposal --key sim/keys/a-02.key
examledger release approve $proposal --key sim/keys/a-04.key
examledger checkpoint > held
examledger release publish $proposal --scores scores.csv --policy day/policy.txt --key sim/keys/a-02.key \
    --key sim/keys/a-04.key -o release.json --yes
examledger index commit
examledger bundle c-0002 --disclosures sim/envelopes.ndjson -o bundle.json
examledger prove 412 -o 412.tlog-proof
examledger publish log
cp day/policy.txt policy.txt

# Another history under the same keys.
open fork
head -n 300 sim/envelopes.ndjson | examledger ingest - --ledger fork
examledger checkpoint --ledger fork > forked

# A log that has changed its key, with a witness.
export EXAMLEDGER_DIR=small
examledger init small --exam ex-1 --origin exams.example/1
cp small/policy.txt first-policy.txt
grep -v authority first-policy.txt > alone-policy.txt
examledger checkpoint > small-old
examledger key rotate-log --key small/keys/authority.key --yes
examledger checkpoint > small-new
examledger witness init w1 --name witness.example/w1 --log small/log.vkey
{ grep ^log small/policy.txt; echo "witness one $(cat w1/witness.vkey)"; echo "quorum one"; } > quorum-policy.txt
examledger publish uncosigned
examledger checkpoint --policy quorum-policy.txt --request to.txt
examledger witness sign w1 to.txt > from.txt
examledger checkpoint --policy quorum-policy.txt --cosigned from.txt --require-quorum
examledger publish cosigned
