#!/bin/bash
# The vendor's document (OMS V3.4.0, single node) step by step with its own tools and without the panel.
# Wants: DOCKER_HOST; OLD, NEW (container names); FOLDER (config.yaml and the three mounts); OMS_HOST_IP; ARCHIVE; WORK (an empty folder);
# MYSQL_OPTIONS (an option file: host, port, user, password); CONSOLE, CURL_OPTIONS (address, and a curl config with the account);
# RM, CM, CM_HB (database names).
set -euo pipefail

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
source "$(dirname "$0")/document-tools.sh"
all_running() { local states; states=$(docker exec "$NEW" supervisorctl status) && [ -n "$states" ] && ! grep -vq RUNNING <<<"$states"; }

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
# Podman's socket takes no packed archive.
IMAGE=$({ docker load --input "$ARCHIVE" || gzip --decompress --stdout "$ARCHIVE" | docker load; } | sed -n 's/^Loaded image: //p')

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
