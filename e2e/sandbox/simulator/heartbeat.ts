import { existsSync } from 'node:fs'
import { readFaults } from './faults.ts'
import { omsNow } from './oms-clock.ts'
import type { OmsContext } from './oms-context.ts'
import { paths } from './paths.ts'
import { siteHas } from './site.ts'

/** Back-dated rows look like heartbeats that come every 230 s and are 300 to 535 s old: OMS itself waits 540. */
const YOUNGEST_SECONDS = 300
const EVERY_OLD_SECONDS = 230

/** One heartbeat of this server's supervisor, where one is due. None before init: a supervisor does not know a schema that is not its own. */
export async function heartbeat(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve') return
  const down = readFaults()['server-down']
  if (down === true || (typeof down === 'number' && process.uptime() < down)) return
  if (oms.lastBeat !== null && process.uptime() - oms.lastBeat < secondsBetweenBeats()) return
  oms.lastBeat = process.uptime()
  const isNew = oms.schema.heartbeat === '3.4.0'
  await oms.metaDb.heartbeat.write(
    isNew ? 'insert into heatbeat_sequence (host_ip) values (?)' : 'insert into heatbeat_sequence () values ()',
    isNew ? [oms.hostIp] : [],
  )
  const at = `date_sub(${omsNow()}, interval ${secondsOld(oms)} second)`
  await oms.metaDb.heartbeat.write(
    `insert into heart_beat (task_type, task_name, host_ip, gmt_modified) values ('HOST', 'supervisor', ?, ${at})
     on duplicate key update gmt_modified = ${at}${isNew ? ', beat_no = beat_no + 1' : ''}`,
    [oms.hostIp],
  )
}

/** The loop turns once a second, not to the millisecond: a beat a second means one a turn. */
function secondsBetweenBeats(): number {
  if (siteHas('heartbeats-60s')) return 59.5
  return siteHas('heartbeats-seldom') ? 5.5 : 0
}

/** Only before the first stop: afterwards nothing could tell such a row from one that was written before it. */
function secondsOld(oms: OmsContext): number {
  if (!siteHas('heartbeats-old') || oms.version !== '3.3.1' || existsSync(paths.stopMarker)) return 0
  return YOUNGEST_SECONDS + (Math.floor(Date.now() / 1_000) % EVERY_OLD_SECONDS)
}
