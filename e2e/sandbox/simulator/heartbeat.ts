import { readFaults } from './faults.ts'
import type { OmsContext } from './oms-context.ts'

/** One heartbeat of this server's supervisor. None before init: a supervisor does not know a schema that is not its own. */
export async function heartbeat(oms: OmsContext): Promise<void> {
  if (oms.mode.kind !== 'serve') return
  const down = readFaults()['server-down']
  if (down === true || (typeof down === 'number' && process.uptime() < down)) return
  const isNew = oms.version !== '3.3.1'
  await oms.metaDb.heartbeat.write(
    isNew ? 'insert into heatbeat_sequence (host_ip) values (?)' : 'insert into heatbeat_sequence () values ()',
    isNew ? [oms.hostIp] : [],
  )
  await oms.metaDb.heartbeat.write(
    `insert into heart_beat (task_type, task_name, host_ip) values ('HOST', 'supervisor', ?)
     on duplicate key update gmt_modified = now(3)${isNew ? ', beat_no = beat_no + 1' : ''}`,
    [oms.hostIp],
  )
}
