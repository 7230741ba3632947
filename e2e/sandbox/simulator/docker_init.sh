#!/bin/bash
# Installed as /root/docker_init.sh. Changes the schema of the three OMS databases of the MetaDB.
exec "${OMS_NODE:-node}" "${OMS_INIT:-/opt/oms/docker-init.cjs}" "$@"
