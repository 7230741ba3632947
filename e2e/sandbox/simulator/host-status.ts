import { omsNow } from './oms-clock.ts'
import type { OmsContext } from './oms-context.ts'
import { siteHas } from './site.ts'

/**
 * Derives cm.host.host_status from the heartbeats of the supervisors, as the cluster manager does.
 * While OMS is stopped nobody does: the last status stays in the table, true or not.
 */
export async function deriveHostStatus(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve') return
  const { cm, heartbeat } = oms.metaDb
  const beats = await heartbeat.rows(
    `select host_ip, timestampdiff(second, max(gmt_modified), ${omsNow()}) as age from heart_beat where task_name = 'supervisor' group by host_ip`,
  )
  const limit = freshSeconds()
  const fresh = new Set(beats.filter((row) => Number(row.age) < limit).map((row) => String(row.host_ip)))
  await cm.write(
    "insert ignore into host (ip, host_status, resource_group_id, region, cpu_percent, memory_percent, disk_percent) values (?, 'DOWN', 1, ?, 8, 30, 20)",
    [oms.hostIp, oms.config.region],
  )
  for (const host of await cm.rows('select ip, host_status from host')) {
    const status = fresh.has(String(host.ip)) ? 'ONLINE' : 'DOWN'
    if (status !== host.host_status) {
      await cm.write(`update host set host_status = ?, gmt_modified = ${omsNow()} where ip = ?`, [status, String(host.ip)])
    }
  }
}

/** The real OMS waits 540 s; tests cannot, unless they want heartbeats as seldom or as old as real ones. */
function freshSeconds(): number {
  if (siteHas('heartbeats-60s') || siteHas('heartbeats-old')) return 540
  return siteHas('heartbeats-seldom') ? 54 : 5
}
