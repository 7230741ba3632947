import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { JobSnapshot, JobStatus } from '../server/contract/job.ts'
import { inEnglish } from '../server/domain/in-english.ts'
import { readJob } from '../server/queries/read-job.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { decide } from '../server/services/decide.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { readHaConfigNow } from '../server/services/read-ha-config.ts'
import { rollBack } from '../server/services/roll-back.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { asAdmin } from './faults/metadb-acts.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { panelServices } from './harness/panel-services.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, sandboxName, sandboxState } from './sandbox/state.ts'

const PATIENCE = 280_000
let panel: Awaited<ReturnType<typeof panelServices>>
let sql: Awaited<ReturnType<typeof asAdmin>>
let oms: OmsState

beforeAll(async () => {
  sql = await asAdmin(sandboxState(sandboxName()))
})

beforeEach(async () => {
  const state = sandboxState(sandboxName())
  oms = await resetOms(state)
  breakSandbox(state, 'none', true)
  panel = await panelServices(sandboxName())
  return () => panel.close()
}, PATIENCE)

afterAll(() => sql.end())

const rm = () => `\`${oms.databases.rm}\`.oms_normal_config`

async function haConfig(): Promise<Record<string, unknown>> {
  const [rows] = await sql.query(`select cfg_value from ${rm()} where cfg_name = 'ha.config'`)
  return JSON.parse((rows as { cfg_value: string }[])[0]?.cfg_value ?? 'null') as Record<string, unknown>
}

const setHaConfig = (value: object | string) =>
  sql.query(`update ${rm()} set cfg_value = ? where cfg_name = 'ha.config'`, [typeof value === 'string' ? value : JSON.stringify(value)])

async function started(driver: 'console' | 'metadb' | 'guided'): Promise<string> {
  const { id: installationId } = await adoptInstallation(panel.services, await adoptInput(panel.services, oms, driver))
  const image = { kind: 'archive' as const, file: 'oms_3.4.0.tar.gz' }
  const request = { image, newContainerName: 'oms_340', toVersion: null, storeRecovery: 'refetch-interval' as const }
  const first = await draftPlan(panel.services, { installationId, options: { ...request, confirmed: [] } })
  expect(first.findings.filter((finding) => finding.level === 'blocking')).toEqual([])
  const options = { ...request, confirmed: first.unconfirmed }
  const draft = await draftPlan(panel.services, { installationId, options })
  const planned = await planUpgrade(panel.services, { installationId, options, planHash: draft.planHash ?? '' })
  await startUpgrade(panel.services, { ...planned, planHash: draft.planHash ?? '' })
  return planned.jobId
}

const read = (jobId: string) => readJob(panel.services.store, jobId, new Date())

async function until(jobId: string, ...statuses: JobStatus[]): Promise<JobSnapshot> {
  return await vi.waitFor(
    async () => {
      const job = await read(jobId)
      expect(statuses, JSON.stringify(job.steps.find((step) => step.status === 'failed'))).toContain(job.status)
      return job
    },
    { timeout: 200_000, interval: 300 },
  )
}

async function running(jobId: string, stepId: string): Promise<JobSnapshot> {
  return await vi.waitFor(
    async () => {
      const job = await read(jobId)
      expect(job.steps.find(({ id }) => id === stepId)?.status).toMatch(/running|verifying/)
      return job
    },
    { timeout: 200_000, interval: 200 },
  )
}

const choose = (job: JobSnapshot, kind: 'retry' | 'abort', more: { reason?: string; inputs?: object } = {}) =>
  decide(panel.services, {
    jobId: job.id,
    kind,
    stepId: job.choices.find((choice) => choice.kind === kind)?.stepId ?? null,
    reason: more.reason ?? '',
    confirmed: false,
    inputs: more.inputs ?? {},
  })

const outcome = (job: JobSnapshot, id: string) => {
  const said = job.steps.find((step) => step.id === id)?.outcome
  return said ? inEnglish(said) : ''
}

// The server was Online by the heartbeats of the old OMS, and ha.config came back as {"enable":true,"refetchStoreIntervalMin":32}.
test(
  'old heartbeats prove nothing, a lost ha.config comes back, and a changed one is asked about',
  async () => {
    const before = await haConfig()
    const state = sandboxState(sandboxName())
    breakSandbox(state, 'slow-stop', 3)
    const jobId = await started('metadb')
    await running(jobId, 'stop-old-container')
    breakSandbox(state, 'server-down', true)
    await running(jobId, 'servers-online')
    // What the old supervisor left is fresh for nine minutes in the field, and host_status keeps its word.
    const waitingFor = async () => (await read(jobId)).steps.find(({ id }) => id === 'servers-online')?.waitingFor?.key
    await vi.waitFor(
      async () => {
        await sql.query(`update \`${oms.databases.cm}\`.host set host_status = 'ONLINE'`)
        expect(await waitingFor()).toBe('waiting.beats')
      },
      { timeout: 30_000, interval: 50 },
    )
    await choose(await read(jobId), 'abort')
    const stopped = await until(jobId, 'needs-decision')
    expect(stopped.steps.find(({ status }) => status === 'failed')?.id).toBe('servers-online')
    await setHaConfig({ enable: false, checkRequestIntervalSec: 77 })
    breakSandbox(state, 'none', true)
    await choose(stopped, 'retry')
    const asked = await until(jobId, 'needs-decision')
    expect(outcome(asked, 'servers-online')).toMatch(/^1 server is Online: it sent 2 heartbeats after docker_init\.sh ended/)
    expect(outcome(asked, 'ha-on')).toContain('checkRequestIntervalSec')
    expect(await haConfig()).toEqual({ enable: false, checkRequestIntervalSec: 77 })
    await choose(asked, 'retry', { inputs: { haConfig: 'keep' } })
    await until(jobId, 'succeeded')
    const { enable, refetchStoreIntervalMin, checkRequestIntervalSec, ...rest } = await haConfig()
    expect({ enable, checkRequestIntervalSec }).toEqual({ enable: true, checkRequestIntervalSec: 77 })
    expect(Number(refetchStoreIntervalMin)).toBeGreaterThan(30)
    const { enable: _, refetchStoreIntervalMin: __, checkRequestIntervalSec: ___, ...kept } = before
    expect(rest).toMatchObject(kept)
  },
  PATIENCE,
)

test(
  'guided: both values are shown all the time, nobody but a person writes, and a rollback ends with ha.config as it was',
  async () => {
    const before = await haConfig()
    const jobId = await started('guided')
    const waiting = await vi.waitFor(
      async () => {
        const step = (await read(jobId)).steps.find(({ id }) => id === 'ha-off')
        expect(step?.waitingFor?.params).toMatchObject({ name: 'ha.config', current: JSON.stringify(before) })
        return step?.waitingFor?.params
      },
      { timeout: 60_000 },
    )
    expect(await haConfig()).toEqual(before)
    await setHaConfig({ ...before, checkRequestIntervalSec: 601 })
    await vi.waitFor(
      async () => {
        const step = (await read(jobId)).steps.find(({ id }) => id === 'ha-off')
        expect(step?.waitingFor?.params?.current).toContain('601')
      },
      { timeout: 20_000 },
    )
    await choose(await read(jobId), 'abort')
    const stopped = await until(jobId, 'needs-decision')
    expect(await readHaConfigNow(panel.services, jobId)).toMatchObject({
      current: expect.stringContaining('601'),
      wanted: expect.stringContaining('"enable":false'),
    })
    await setHaConfig(before)
    expect(await readHaConfigNow(panel.services, jobId)).toMatchObject({ current: JSON.stringify(before), wanted: waiting?.value })
    await choose(stopped, 'retry')
    await running(jobId, 'ha-off')
    await setHaConfig(String(waiting?.value))
    await running(jobId, 'ha-on')
    await vi.waitFor(async () => expect((await readHaConfigNow(panel.services, jobId)).wanted).toContain('"enable":true'), {
      timeout: 20_000,
    })
    const { wanted } = await readHaConfigNow(panel.services, jobId)
    await setHaConfig(String(wanted))
    await until(jobId, 'succeeded')

    await rollBack(panel.services, { jobId, reason: 'a change of mind', containerName: 'oms_340', skipSafetyDump: false })
    await running(jobId, 'rollback-ha-off')
    expect((await haConfig()).enable).toBe(true)
    await vi.waitFor(async () => expect((await read(jobId)).steps.find(({ id }) => id === 'rollback-ha-off')?.waitingFor).not.toBeNull(), {
      timeout: 20_000,
    })
    await setHaConfig({ ...(await haConfig()), enable: false })
    await running(jobId, 'ha-as-before')
    const back = await vi.waitFor(
      async () => {
        const now = await readHaConfigNow(panel.services, jobId)
        expect(now.wanted).toContain('"enable":true')
        return now.wanted
      },
      { timeout: 20_000 },
    )
    await setHaConfig(String(back))
    const done = await until(jobId, 'rolled-back')
    expect(outcome(done, 'ha-as-before')).toMatch(
      /^ha\.config is as it was before the upgrade, with HA on, except refetchStoreIntervalMin: \d+ → \d+/,
    )
    const { refetchStoreIntervalMin: _, ...rest } = await haConfig()
    const { refetchStoreIntervalMin: __, ...kept } = before
    expect(rest).toEqual(kept)
  },
  PATIENCE,
)
