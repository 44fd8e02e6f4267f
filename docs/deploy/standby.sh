#!/bin/bash
# A standby: a copy of the primary, made at the first start, that follows it and takes over when it is told to (pg_ctl promote).
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  until pg_basebackup --host=primary --username=replicator --pgdata="$PGDATA" --slot=standby --wal-method=stream --write-recovery-conf; do
    rm -rf "${PGDATA:?}"/*
    sleep 2
  done
  chmod 700 "$PGDATA"
fi
exec postgres -c cluster_name=standby
