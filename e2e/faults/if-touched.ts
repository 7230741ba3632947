import { readHaConfig } from '../../server/domain/ha-config.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { databasesOf, withMetaDb } from './old-state.ts'
import type { Panel } from './panel.ts'
import { snapshot } from './upgrade-job.ts'

/** What a job changed that had to be refused before it changed anything. Empty: OMS runs on as if nobody had asked. */
export async function wrongIfTouched(panel: Panel, jobId: string): Promise<string[]> {
  const wrongs: string[] = []
  const { times } = await snapshot(panel, jobId)
  if (times.t1 !== null) wrongs.push(`there is a T1: ${times.t1}`)
  const containers = await engineClient(panel.state.engine).listContainers({ all: true })
  const running = containers.filter(({ State }) => State === 'running').map(({ Names }) => Names[0])
  if (containers.length !== 1 || running[0] !== '/oms_331') wrongs.push(`of ${containers.length} containers run: ${running.join(', ')}`)
  const value = await withMetaDb(panel, (metaDb) => metaDb.parameter(databasesOf(panel)[0] ?? '', 'ha.config'))
  if (!readHaConfig(value).enabled) wrongs.push(`HA was switched off: ${value}`)
  return wrongs
}
