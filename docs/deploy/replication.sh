#!/bin/bash
# Run once, when the primary is made: a user that may only copy, and the place in the log that waits for the standby.
set -euo pipefail
psql --username postgres --set=password="$REPLICATION_PASSWORD" <<'SQL'
create role replicator with replication login password :'password';
select pg_create_physical_replication_slot('standby');
SQL
echo 'host replication replicator all scram-sha-256' >> "$PGDATA/pg_hba.conf"
