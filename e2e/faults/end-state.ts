import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { JobSnapshot } from '../../server/contract/job.ts'
import { readHaConfig } from '../../server/domain/ha-config.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { initLog } from './init-log.ts'
import { databasesOf, type OldState, readOldState, withMetaDb } from './old-state.ts'
import type { Panel } from './panel.ts'
import { snapshot } from './upgrade-job.ts'

type Says = (isTrue: boolean, otherwise: string) => void

async function containers({ state }: Panel) {
  const docker = engineClient(state.engine)
  const all = await docker.listContainers({ all: true })
  const inspected = await Promise.all(all.map(({ Id }) => docker.getContainer(Id).inspect()))
  const old = inspected.find(({ Id }) => Id === state.oms?.containerId)
  return { old, others: inspected.filter(({ Id }) => Id !== state.oms?.containerId) }
}

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
    says(run.status !== 'running' && open.length === 0, `a run is ${run.status} with ${open.map(({ id }) => id).join(', ')} open`)
  }
  const durations = job.steps.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt ?? ''))
  for (const duration of durations) says(!(duration < -1000 || duration > 600_000), `a step lasted ${duration} ms`)
}

async function ha(panel: Panel, job: JobSnapshot, says: Says, end: string | null): Promise<void> {
  const text = await withMetaDb(panel, (metaDb) => metaDb.parameter(databasesOf(panel)[0] ?? '', 'ha.config'))
  const config = readHaConfig(text)
  says(config.enabled, `HA is off at the end: ${text}`)
  const gap = Date.parse(end ?? '') - Date.parse(job.times.t1 ?? '')
  says(gap >= 0, `T1 ${job.times.t1} is not before ${end}`)
  says((config.refetchStoreIntervalMin ?? 0) * 60_000 > gap, `refetchStoreIntervalMin ${config.refetchStoreIntervalMin} is below the gap`)
}

/** What is wrong with a finished upgrade, looked at from outside. Empty: it is as an undisturbed one leaves it. */
export async function wrongAfterUpgrade(panel: Panel, jobId: string): Promise<string[]> {
  const wrongs: string[] = []
  const says: Says = (isTrue, otherwise) => void (isTrue || wrongs.push(otherwise))
  const job = await snapshot(panel, jobId)
  says(job.status === 'succeeded', `the job is ${job.status}`)
  orderly(job, says)
  const { old, others } = await containers(panel)
  const [next] = others
  says(others.length === 1 && next?.Name === '/oms_340', `containers beside the old one: ${others.map(({ Name }) => Name).join(', ')}`)
  says(next?.State.Running === true, 'the new container does not run')
  says(old?.State.Running === false, 'the old container runs')
  says(old?.HostConfig.RestartPolicy?.Name === 'no', `the old container's restart policy is ${old?.HostConfig.RestartPolicy?.Name}`)
  says(
    JSON.stringify([...(next?.HostConfig.Binds ?? [])].sort()) === JSON.stringify([...(old?.HostConfig.Binds ?? [])].sort()),
    'mounts differ',
  )
  says(
    job.times.t1 !== null && Date.parse(job.times.t1) === Math.floor(Date.parse(old?.State.FinishedAt ?? '')),
    `T1 ${job.times.t1} is not ${old?.State.FinishedAt}`,
  )
  const [rm = ''] = databasesOf(panel)
  says((await withMetaDb(panel, (metaDb) => metaDb.schemaVersion(rm))) === '3.4.0', 'the schema is not at 3.4.0')
  await ha(panel, job, says, job.times.t2)
  const heartbeats = await panel.services.store.fact.findFirst({ where: { jobId, name: 'backup' } })
  says(/"name":"heatbeat_sequence","rows":1,/.test(heartbeats?.valueJson ?? ''), 'heatbeat_sequence was not trimmed before the dump')
  const logged = await panel.services.store.logLine.findMany({ where: { jobId }, select: { text: true } })
  const texts = new Set(logged.map(({ text }) => text))
  for (const line of initLog(panel)) says(texts.has(line), `a line of docker_init.sh is not in the log: ${line}`)
  await secretsHidden(panel, job, says)
  return wrongs
}

/** The same for a finished rollback: the old container on the old metadata. */
export async function wrongAfterRollback(panel: Panel, jobId: string, before: OldState): Promise<string[]> {
  const wrongs: string[] = []
  const says: Says = (isTrue, otherwise) => void (isTrue || wrongs.push(otherwise))
  const job = await snapshot(panel, jobId)
  says(job.status === 'rolled-back', `the job is ${job.status}`)
  orderly(job, says)
  const { old, others } = await containers(panel)
  says(old?.State.Running === true, 'the old container does not run')
  says(
    others.every(({ State }) => !State.Running),
    'a new container runs',
  )
  const now = await readOldState(panel)
  for (const [database, content] of before) says(now.get(database) === content, `${database} is not as it was before the upgrade`)
  await ha(panel, job, says, new Date().toISOString())
  const node = await panel.services.store.node.findFirst()
  says(node?.containerId === panel.state.oms?.containerId, 'the installation does not name the old container')
  await secretsHidden(panel, job, says)
  return wrongs
}
