#!/bin/bash
# The vendor's document (OMS V3.4.0, single node) step by step with its own tools and without the panel.
# Wants: DOCKER_HOST; OLD, NEW (container names); FOLDER (config.yaml and the three mounts); OMS_HOST_IP; ARCHIVE; WORK (an empty folder);
# MYSQL_OPTIONS (an option file: host, port, user, password); CONSOLE, CURL_OPTIONS (address, and a curl config with the account);
# RM, CM, CM_HB (database names).
set -euo pipefail

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
sql() { mysql --defaults-extra-file="$MYSQL_OPTIONS" --batch --skip-column-names "$@"; }
# Reads one value out of JSON on the standard input by a JavaScript expression over `it`. As text: FORCE_COLOR colours anything else.
pick() { node -e "const it = JSON.parse(require('fs').readFileSync(0, 'utf8')); console.log(String($1))"; }
console() { curl --silent --show-error --fail --config "$CURL_OPTIONS" --json "$2" "$CONSOLE/api/v2?Action=$1"; }
ha_config() { console ListSystemParameters '{"name":"ha.config"}' | pick "it.data.find(({ name }) => name === 'ha.config').value"; }
# Sets keys of ha.config: a JSON object of the changes.
change_ha() {
  local body
  body=$(ha_config | pick "JSON.stringify({ name: 'ha.config', value: JSON.stringify({ ...it, ...$1 }) })")
  [ "$(console UpdateSystemParameter "$body" | pick 'String(it.success)')" = true ]
}
until_true() {
  local seconds=$1; shift
  for _ in $(seq $((seconds * 5))); do if "$@" 2>/dev/null; then return 0; fi; sleep 0.2; done
  say "still not so after $seconds s: $*"; return 1
}
all_running() { local states; states=$(docker exec "$NEW" supervisorctl status) && [ -n "$states" ] && ! grep -vq RUNNING <<<"$states"; }
all_online() { [ "$(console ListServers '{}' | pick "it.data.length > 0 && it.data.every(({ status }) => status.toUpperCase() === 'ONLINE')")" = true ]; }

say '1. disable HA'
change_ha '{ enable: false }'

say '2.1 stop the old container: T1'
docker stop "$OLD" >/dev/null
T1=$(date +%s)

say '2.2 delete useless heartbeats'
# The document's subquery on the same table is refused by MySQL (1093): the maximum first.
newest=$(sql --database="$CM_HB" --execute='select coalesce(max(id), 0) from heatbeat_sequence')
sql --database="$CM_HB" --execute="delete from heatbeat_sequence where id < $newest"

say '2.3 back up'
for database in "$RM" "$CM" "$CM_HB"; do
  mysqldump --defaults-extra-file="$MYSQL_OPTIONS" --triggers=false "$database" >"$WORK/$database.sql"
  test -s "$WORK/$database.sql"
done

say '3. load the image'
IMAGE=$(docker load --input "$ARCHIVE" | sed -n 's/^Loaded image: //p')

say "4. start $NEW from $IMAGE"
docker run -dit --net host \
  -v "$FOLDER/config.yaml:/home/admin/conf/config.yaml" \
  -v "$FOLDER/oms_logs:/home/admin/logs" \
  -v "$FOLDER/oms_store:/home/ds/store" \
  -v "$FOLDER/oms_run:/home/ds/run" \
  -e OMS_HOST_IP="$OMS_HOST_IP" \
  -e IS_UPGRADE=true \
  --privileged=true \
  --pids-limit -1 \
  --ulimit nproc=65535:65535 \
  --name "$NEW" \
  "$IMAGE" >/dev/null
until_true 60 all_running

say '5. and 6. initialize the metadata'
# As in a shell inside the container: done when the script is, whatever still holds its output.
docker exec "$NEW" bash -c 'bash /root/docker_init.sh >/root/init.out 2>&1; code=$?; cat /root/init.out; exit $code' | tee "$WORK/docker_init.log"
grep -q '\[Completed\] All initialization steps are executed' "$WORK/docker_init.log"

say '7. all servers Online'
until_true 60 all_online

say '8. enable HA: T2'
T2=$(date +%s)
change_ha "{ enable: true, refetchStoreIntervalMin: Math.max(it.refetchStoreIntervalMin ?? 30, 30 + Math.ceil(($T2 - $T1) / 60)) }"
say "done, $((T2 - T1)) s after T1"
