import { existsSync, statSync, writeFileSync } from 'node:fs'
import type { OmsContext } from './oms-context.ts'
import { paths } from './paths.ts'
import { siteHas } from './site.ts'

/** Late enough that whoever ran docker_init.sh has read what it left. */
const SECONDS_AFTER_INIT = 3

/**
 * A person who changes ha.config between docker_init.sh and HA on. They come before the first heartbeat of the new OMS, which waits
 * for them: no server is Online before, so HA cannot be on yet. Heartbeats that were old before T1 would make one Online: not with those. False until they are done.
 */
export async function personIsDone(oms: OmsContext): Promise<boolean> {
  const isReducing = siteHas('person-reduces-ha')
  if (!isReducing && !siteHas('person-changes-ha')) return true
  if (oms.mode.kind !== 'serve' || !existsSync(paths.initMarker) || existsSync(paths.personMarker)) return true
  if (Date.now() - statSync(paths.initMarker).mtimeMs < SECONDS_AFTER_INIT * 1_000) return false
  const { rm } = oms.metaDb
  const [row] = await rm.rows("select cfg_value from oms_normal_config where cfg_name = 'ha.config'")
  const value = isReducing ? '{"enable":false}' : changed(String(row?.cfg_value))
  await rm.write("update oms_normal_config set cfg_value = ?, gmt_modified = now() where cfg_name = 'ha.config'", [value])
  writeFileSync(paths.personMarker, '')
  return true
}

function changed(text: string): string {
  const value: unknown = JSON.parse(text)
  return JSON.stringify({ ...(value as object), checkRequestIntervalSec: 300, clearAbnormalResourceHours: 24 })
}
