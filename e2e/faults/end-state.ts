import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { JobSnapshot } from '../../server/contract/job.ts'
import { inEnglish } from '../../server/domain/in-english.ts'
import { containerPictures } from '../referee/containers.ts'
import { initLog } from './init-log.ts'
import type { Panel } from './panel.ts'
import { snapshot, stoppedAt } from './upgrade-job.ts'

// What the job says of itself at its end; whether the world is right the referee says.

const LONGEST_RAW = 16_384

type Says = (isTrue: boolean, otherwise: string) => void

async function secretsHidden(panel: Panel, job: JobSnapshot, says: Says): Promise<void> {
  const lines = await panel.services.store.logLine.findMany({ where: { jobId: job.id } })
  const places = new Map([
    ['the log', lines.map(({ text }) => text).join('\n')],
    ['the page', JSON.stringify(job)],
    ['the output of the process', panel.output.join('\n')],
    ['the store', [panel.databaseFile, `${panel.databaseFile}-wal`].map((file) => readFileSync(file, 'latin1')).join('')],
  ])
  for (const name of readdirSync(panel.temporary, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cnf')))
    places.set(`${name}, left in the temporary folder`, readFileSync(path.join(panel.temporary, name), 'utf8'))
  for (const secret of [panel.state.metaDb.password, panel.state.oms?.console.password ?? '']) {
    // Without special characters, because JSON and option files spell those differently.
    const core = /[A-Za-z0-9]{8,}/.exec(secret)?.[0] ?? secret
    for (const [place, text] of places) says(!text.includes(core), `a password is in ${place}`)
  }
}

function orderly(job: JobSnapshot, says: Says): void {
  for (const run of [...job.earlierRuns, { ...(job.run ?? { status: 'none' }), steps: job.steps }]) {
    const open = run.steps.filter(({ status }) => status === 'running' || status === 'verifying')
    for (const { id, rawError } of run.steps) says((rawError ?? '').length <= LONGEST_RAW, `the words of ${id} are longer than 16 kB`)
    says(run.status !== 'running' && open.length === 0, `a run is ${run.status} with ${open.map(({ id }) => id).join(', ')} open`)
  }
  const durations = job.steps.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt ?? ''))
  for (const duration of durations) says(!(duration < -1000 || duration > 600_000), `a step lasted ${duration} ms`)
}

/** A dump that was cut off takes room and could be taken for a whole one. */
function nothingHalf(panel: Panel, says: Says): void {
  const half = readdirSync(panel.backupFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.part'))
  says(half.length === 0, `left in the backup folder: ${half.join(', ')}`)
}

/** OMS fetches its Stores' data again only that far back. */
function reachesBack(haConfig: string | null, job: JobSnapshot, end: string | null, says: Says): void {
  const { refetchStoreIntervalMin } = JSON.parse(haConfig ?? '{}') as { refetchStoreIntervalMin?: number }
  const gap = Date.parse(end ?? '') - Date.parse(job.times.t1 ?? '')
  says(gap >= 0, `T1 ${job.times.t1} is not before ${end}`)
  says((refetchStoreIntervalMin ?? 0) * 60_000 > gap, `refetchStoreIntervalMin ${refetchStoreIntervalMin} is below the gap`)
}

/** Its own log has the lines without the colours in which it prints them, and the password that it prints, which nothing else may keep. */
const comparable = (text: string) =>
  stripVTControlCharacters(text)
    .trimEnd()
    .replace(/^(oms_meta_password: ).*/, '$1')

/** Where a job stands that has not ended as it should, and why. */
function standsAt(job: JobSnapshot): string {
  const step = stoppedAt(job)
  if (step === null) return `the job is ${job.status}`
  return `the job is ${job.status} at ${step.id}: ${step.outcome === null ? '' : inEnglish(step.outcome)} ${step.rawError ?? ''}`
}

/** What is wrong with what the job of a finished upgrade says. */
export async function wrongAfterUpgrade(panel: Panel, jobId: string, haConfig: string | null): Promise<string[]> {
  const wrongs: string[] = []
  const says: Says = (isTrue, otherwise) => void (isTrue || wrongs.push(otherwise))
  const job = await snapshot(panel, jobId)
  says(job.status === 'succeeded', standsAt(job))
  orderly(job, says)
  nothingHalf(panel, says)
  const old = (await containerPictures(panel.state.engine.host)).find(({ id }) => id === panel.state.oms?.containerId)
  says(
    job.times.t1 !== null && Date.parse(job.times.t1) === Math.floor(Date.parse(old?.finishedAt ?? '')),
    `T1 ${job.times.t1} is not ${old?.finishedAt}`,
  )
  reachesBack(haConfig, job, job.times.t2, says)
  const logged = await panel.services.store.logLine.findMany({ where: { jobId }, select: { text: true } })
  const texts = new Set(logged.map(({ text }) => comparable(text)))
  for (const line of initLog(panel)) says(texts.has(comparable(line)), `a line of docker_init.sh is not in the log: ${line}`)
  await secretsHidden(panel, job, says)
  return wrongs
}

/** The same for a finished rollback. */
export async function wrongAfterRollback(panel: Panel, jobId: string, haConfig: string | null): Promise<string[]> {
  const wrongs: string[] = []
  const says: Says = (isTrue, otherwise) => void (isTrue || wrongs.push(otherwise))
  const job = await snapshot(panel, jobId)
  says(job.status === 'rolled-back', standsAt(job))
  orderly(job, says)
  nothingHalf(panel, says)
  reachesBack(haConfig, job, new Date().toISOString(), says)
  const node = await panel.services.store.node.findFirst()
  says(node?.containerId === panel.state.oms?.containerId, 'the installation does not name the old container')
  await secretsHidden(panel, job, says)
  return wrongs
}
