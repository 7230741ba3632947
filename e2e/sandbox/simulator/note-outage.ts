import { haConfig } from './ha-config.ts'
import { onMetaDbClock } from './oms-clock.ts'
import type { OmsContext } from './oms-context.ts'

/** Seconds since 1970 of this server's last heartbeat, as SQL text; null where it never lived. */
async function lastHeartbeat(oms: OmsContext): Promise<string | null> {
  const [row] = await oms.metaDb.heartbeat.rows(
    `select cast(unix_timestamp(${onMetaDbClock('max(gmt_modified)')}) as char) as at from heart_beat where task_name = 'supervisor' and host_ip = ?`,
    [oms.hostIp],
  )
  return row?.at == null ? null : String(row.at)
}

async function isHaOn(oms: OmsContext): Promise<boolean> {
  const [row] = await oms.metaDb.rm.rows("select cfg_value from oms_normal_config where cfg_name = 'ha.config'")
  try {
    return haConfig(String(row?.cfg_value)).enable
  } catch {
    return false
  }
}

/** Leaves a ticket where HA is on while OMS is stopped: HA would have moved components away from a server that only rests. */
export async function noteHaWhileStopped(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve' || !(await isHaOn(oms))) return
  const stoppedAt = await lastHeartbeat(oms)
  if (stoppedAt === null) return
  await oms.metaDb.rm.write(
    `insert ignore into oms_ticket (kind, host_ip, stopped_at, detail)
     values ('HA_WHILE_STOPPED', ?, from_unixtime(?), 'ha.config had enable true while OMS was stopped')`,
    [oms.hostIp, stoppedAt],
  )
}

/**
 * At the first start on a schema of its own: notes since when this server was away (T1, the last heartbeat) and that its components
 * are ABNORMAL until HA brings them back. An outage that is not settled yet keeps its earlier T1.
 */
export async function noteOutage(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve' || oms.outageNoted) return
  const stoppedAt = await lastHeartbeat(oms)
  if (stoppedAt !== null) {
    await noteHaWhileStopped(oms)
    await oms.metaDb.cm.write(
      `insert into component_outage (host_ip, stopped_at) select ?, from_unixtime(?) from dual
       where not exists (select 1 from component_outage where host_ip = ? and settled_at is null)`,
      [oms.hostIp, stoppedAt, oms.hostIp],
    )
    await oms.metaDb.rm.write(
      "update oms_project_component set status = 'ABNORMAL', gmt_modified = now() where host_ip = ? and status = 'RUNNING'",
      [oms.hostIp],
    )
  }
  oms.outageNoted = true
}
