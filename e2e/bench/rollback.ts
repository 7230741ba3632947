// npm run bench:rollback [-- --pairs <number>] [-- --small]: how long OMS is down in a rollback, by the panel and by the guide by hand, with
// 1.25 GB of metadata (60 MB with --small). Needs a sandbox that is up.
import { execFile } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { parseArgs, promisify } from 'node:util'
import { readJob } from '../../server/queries/read-job.ts'
import { adoptInstallation } from '../../server/services/adopt-installation.ts'
import { draftPlan } from '../../server/services/draft-plan.ts'
import { planUpgrade } from '../../server/services/plan-upgrade.ts'
import { rollBack } from '../../server/services/roll-back.ts'
import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { adoptInput } from '../harness/adopt-input.ts'
import { panelServices } from '../harness/panel-services.ts'
import { resetOms } from '../sandbox/oms.ts'
import { sandboxName, sandboxState } from '../sandbox/state.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { type OpenSandbox, walkDocument } from '../sandbox/walk-document.ts'
import { largeTables, tablesText } from './large-tables.ts'
import { printTable } from './row.ts'

const NEW_NAME = 'oms_340'
const PATIENCE_SECONDS = 900

/** Seconds. `own`: of OMS itself, to stop the new one and to start the old one until its servers are Online. */
interface Rollback {
  window: number
  own: number
  databases: number
  /** Until they were proven as well; by hand nothing is. */
  proven: number | null
}

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, pairs: { type: 'string', default: '1' } } })
const size = values.small ? { tables: 20, rows: 10_000 } : { tables: 100, rows: 42_000 }

/** A fresh OMS with large tables, and a check that they are what they were, by what the dump tool writes of them. */
async function freshSite(): Promise<{ sandbox: OpenSandbox; isAsBefore(): Promise<boolean> }> {
  const state = sandboxState(sandboxName())
  const oms = await resetOms(state)
  const sandbox = { ...sandboxState(state.name), oms }
  await largeTables(sandbox, size)
  const before = await tablesText(sandbox)
  return { sandbox, isAsBefore: async () => (await tablesText(sandbox)) === before }
}

async function byHand(): Promise<Rollback> {
  const { sandbox, isAsBefore } = await freshSite()
  const printed = await walkDocument(sandbox, PATIENCE_SECONDS * 1000, ['upgrade', 'rollback'])
  if (!(await isAsBefore())) throw new Error('By hand, the tables are not what they were.')
  const took = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(printed)?.[1] ?? Number.NaN) / 1000
  return { window: took('window'), own: took('stop') + took('start'), databases: took('databases'), proven: null }
}

async function byPanel(): Promise<Rollback> {
  const { sandbox, isAsBefore } = await freshSite()
  const panel = await panelServices(sandbox.name)
  try {
    const { services } = panel
    const { id: installationId } = await adoptInstallation(services, await adoptInput(services, sandbox.oms, 'console'))
    const jobId = await plannedJob(services, installationId)
    const job = () => readJob(services.store, jobId, new Date())
    const ends = async (status: string) => {
      const isOver = () => job().then((now) => now.run?.status !== 'running')
      await waitFor(isOver, { timeoutSeconds: PATIENCE_SECONDS })
      const now = await job()
      if (now.status === status) return now
      const open = now.steps.find((step) => step.status !== 'succeeded')
      throw new Error(`The panel's job is ${now.status} at ${open?.id}: ${JSON.stringify(open?.outcome)} ${open?.rawError}`)
    }
    await ends('succeeded')
    await rollBack(services, { jobId, reason: 'bench', containerName: NEW_NAME, skipSafetyDump: false })
    const back = await ends('rolled-back')
    if (!(await isAsBefore())) throw new Error('By the panel, the tables are not what they were.')
    const at = (id: string, edge: 'startedAt' | 'endedAt') => Date.parse(back.steps.find((step) => step.id === id)?.[edge] ?? '') / 1000
    const begins = at('stop-new-container', 'startedAt')
    const t3 = at('stop-new-container', 'endedAt')
    const lines = await services.store.logLine.findMany({
      where: { jobId, stepId: 'swap-databases', stream: 'panel' },
      orderBy: { seq: 'asc' },
    })
    const swapped = lines.findLast(({ text }) => text.startsWith('database options set'))?.at.getTime() ?? Number.NaN
    return {
      window: at('ha-as-before', 'endedAt') - begins,
      own: t3 - begins + at('old-servers-online', 'endedAt') - at('restart-old-container', 'startedAt'),
      databases: swapped / 1000 - t3,
      proven: at('swap-databases', 'endedAt') - t3,
    }
  } finally {
    await panel.close()
  }
}

async function plannedJob(services: Awaited<ReturnType<typeof panelServices>>['services'], installationId: string): Promise<string> {
  const image = { kind: 'archive' as const, file: 'oms_3.4.0.tar.gz' }
  const options = { image, newContainerName: NEW_NAME, toVersion: null, storeRecovery: 'refetch-interval' as const, confirmed: [] }
  const draft = await draftPlan(services, { installationId, options })
  const confirmed = { ...options, confirmed: draft.unconfirmed }
  const { planHash } = draft.unconfirmed.length > 0 ? await draftPlan(services, { installationId, options: confirmed }) : draft
  const { jobId } = await planUpgrade(services, { installationId, options: confirmed, planHash: planHash ?? '' })
  await startUpgrade(services, { jobId, planHash: planHash ?? '' })
  return jobId
}

const pairs: { guide: Rollback; panel: Rollback }[] = []
const load = loadavg()[0]?.toFixed(1)
for (let pair = 0; pair < Number(values.pairs); pair += 1) pairs.push({ guide: await byHand(), panel: await byPanel() })
const bytes = await promisify(execFile)('du', ['-sh', `${sandboxState(sandboxName()).folder}/metadb/data`])
const seconds = (found: number) => `${found.toFixed(1)} s`
printTable([
  {
    what: 'machine',
    found: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${load} at the start; data ${bytes.stdout.split('\t')[0]}`,
  },
  ...pairs.flatMap(({ guide, panel }, index) => {
    const rest = ({ window, own }: Rollback) => window - own
    return [
      { what: `${index + 1}: databases back after T3, by hand`, found: seconds(guide.databases) },
      { what: `${index + 1}: databases back after T3, by the panel`, found: seconds(panel.databases), goal: '2 s' },
      { what: `${index + 1}: databases proven after T3, by the panel`, found: seconds(panel.proven ?? Number.NaN) },
      { what: `${index + 1}: OMS is down, by hand`, found: `${seconds(guide.window)}, of it OMS itself ${seconds(guide.own)}` },
      { what: `${index + 1}: OMS is down, by the panel`, found: `${seconds(panel.window)}, of it OMS itself ${seconds(panel.own)}` },
      { what: `${index + 1}: without OMS's own, panel to hand`, found: (rest(panel) / rest(guide)).toFixed(2), goal: '0.35' },
    ]
  }),
])
