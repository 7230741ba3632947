import { componentLog } from './component-log.ts'
import { faultNumber } from './fault-number.ts'
import { readFaults } from './faults.ts'
import { type HaConfig, haConfig } from './ha-config.ts'
import type { OmsContext } from './oms-context.ts'
import { recoveredStore } from './recovered-store.ts'

/** Time that HA takes to notice and to start what is missing. */
const RECOVERY_SECONDS = 2

/** One look of HA at the components of this server: T2 is the moment it is first seen on, and a little later they come back. */
export async function bringComponentsBack(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve') return
  const { cm, rm } = oms.metaDb
  const [outage] = await cm.rows(
    `select id, unix_timestamp(stopped_at) as stopped_at, unix_timestamp(ha_on_at) as ha_on_at,
       timestampdiff(second, ha_on_at, now(3)) as seconds_on
     from component_outage where host_ip = ? and settled_at is null order by stopped_at limit 1`,
    [oms.hostIp],
  )
  if (outage === undefined) return
  const id = Number(outage.id)
  const ha = await currentHa(oms)
  if (ha === null || !ha.enable) {
    if (outage.ha_on_at !== null) await cm.write('update component_outage set ha_on_at = null where id = ?', [id])
    return
  }
  if (outage.ha_on_at === null) {
    await cm.write('update component_outage set ha_on_at = now(3) where id = ?', [id])
    return
  }
  if (Number(outage.seconds_on) < RECOVERY_SECONDS) return
  const store = recoveredStore(ha, {
    stoppedAt: new Date(Number(outage.stopped_at) * 1_000),
    haOnAt: new Date(Number(outage.ha_on_at) * 1_000),
    minutesPerSecond: faultNumber(readFaults(), 'gap-minutes-per-second', 1, 1 / 60),
  })
  const settle = (types: string[], status: string, message: string | null) =>
    rm.write(
      `update oms_project_component set status = ?, message = ?, gmt_modified = now()
       where host_ip = ? and status = 'ABNORMAL' and component_type in (${types.map(() => '?').join(', ')})`,
      [status, message, oms.hostIp, ...types],
    )
  await settle(['STORE'], store.status, store.message)
  const writers = ['CHECKER', ...(ha.enableConnector ? ['CONNECTOR'] : []), ...(ha.enableJdbcWriter ? ['JDBC_WRITER'] : [])]
  await settle(writers, 'RUNNING', null)
  await cm.write('update component_outage set settled_at = now(3), gmt_modified = now() where id = ?', [id])
  componentLog('oms_drc_cm', `HA brought components back: Store ${store.status} ${store.message ?? ''}`)
}

async function currentHa(oms: OmsContext): Promise<HaConfig | null> {
  const [row] = await oms.metaDb.rm.rows("select cfg_value from oms_normal_config where cfg_name = 'ha.config'")
  try {
    return haConfig(String(row?.cfg_value))
  } catch (error) {
    componentLog('oms_drc_cm', `ERROR ha.config: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}
