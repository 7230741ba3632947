import { isHaOn } from '../harness/ha-now.ts'
import { containerPictures } from '../referee/containers.ts'
import type { Panel } from './panel.ts'
import { snapshot } from './upgrade-job.ts'

/** What a job that waits for a person says and the world does not bear out. */
export async function wrongAtRest(panel: Panel, jobId: string): Promise<string[]> {
  const wrongs: string[] = []
  const job = await snapshot(panel, jobId)
  const runs = [...job.earlierRuns, { ...(job.run ?? { status: 'none' }), steps: job.steps }]
  const done = new Set(runs.flatMap(({ steps }) => steps.flatMap(({ id, status }) => (status === 'succeeded' ? [id] : []))))
  const begun = new Set(runs.flatMap(({ steps }) => steps.flatMap(({ id, status }) => (status === 'waiting' ? [] : [id]))))
  const moving = job.steps.filter(({ status }) => status === 'running' || status === 'verifying')
  if (moving.length > 0) wrongs.push(`nobody works, but ${moving.map(({ id }) => id).join(', ')} is in progress`)

  const old = (await containerPictures(panel.state.engine.host)).find(({ id }) => id === panel.state.oms?.containerId)
  const isStopped = done.has('stop-old-container') && !begun.has('restart-old-container')
  if (isStopped && old?.status === 'running') wrongs.push('it says that the old container is stopped, and it runs')
  if (done.has('stop-old-container') && job.times.t1 === null) wrongs.push('the old container was stopped without a T1')
  if (!begun.has('stop-old-container') && job.times.t1 !== null) wrongs.push('a T1 although nothing was stopped')

  // While tables change places there is no parameter to look at.
  if (begun.has('swap-databases') && !done.has('swap-databases')) return wrongs
  const isOff = done.has('ha-off') && !begun.has('ha-on') && !begun.has('ha-as-before') && !begun.has('swap-databases')
  const isOn = await isHaOn(panel.state)
  if (isOff && isOn) wrongs.push('it says that HA is off, and it is on')
  if (!begun.has('ha-off') && !isOn) wrongs.push('HA is off, and no step says so')
  return wrongs
}
