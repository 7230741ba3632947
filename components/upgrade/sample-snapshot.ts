import type { JobSnapshot, RunKind, RunStatus, StepState } from '@/server/contract/job.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'
import type { Said } from '@/server/contract/said.ts'
import { type Phase, ROLLBACK_STEP_IDS, type StepChanges, type StepId, UPGRADE_STEP_IDS } from '@/server/contract/steps.ts'

const STEPS: Record<StepId, [phase: Phase, changes: StepChanges, source: string, estimateSeconds: number]> = {
  preflight: ['before', 'none', '3.4.0 single-node', 10],
  'load-image': ['before', 'image', '3.4.0 single-node, step 3', 20],
  'ha-off': ['before', 'ha', '3.4.0 single-node, step 1', 5],
  'stop-old-container': ['window', 'container', '3.4.0 single-node, step 2.1', 15],
  'trim-heartbeats': ['window', 'metadb', '3.4.0 single-node, step 2.2', 5],
  'back-up-databases': ['window', 'none', '3.4.0 single-node, step 2.3', 60],
  'start-new-container': ['window', 'container', '3.4.0 single-node, step 4', 10],
  'wait-for-components': ['window', 'none', '3.4.0 single-node, step 5', 60],
  'initialize-metadata': ['window', 'metadb', '3.4.0 single-node, step 6', 180],
  'servers-online': ['window', 'none', '3.4.0 single-node, step 7', 40],
  'ha-on': ['window', 'ha', '3.4.0 single-node, step 8', 5],
  'closing-note': ['after', 'none', '3.4.0 single-node, step 10', 1],
  'verify-dumps': ['before', 'none', 'panel', 20],
  'rollback-preflight': ['before', 'none', 'panel', 10],
  'restore-beside': ['before', 'metadb', '3.4.0 single-node, step 9.4', 40],
  'swap-databases': ['window', 'metadb', '3.4.0 single-node, steps 9.3 and 9.4', 3],
  'undo-preflight': ['before', 'none', 'panel', 10],
  'swap-back': ['window', 'metadb', 'panel', 3],
  'restart-new-container': ['window', 'container', 'panel', 10],
  'undo-ha-on': ['window', 'ha', 'panel', 120],
  'rollback-ha-off': ['before', 'ha', '3.4.0 single-node, step 9.1', 10],
  'stop-new-container': ['window', 'container', '3.4.0 single-node, step 9.2', 10],
  'save-current-databases': ['window', 'none', 'panel', 10],
  'restore-databases': ['window', 'metadb', '3.4.0 single-node, step 9.4', 40],
  'restart-old-container': ['window', 'container', '3.4.0 single-node, step 9.5', 10],
  'old-servers-online': ['window', 'none', '3.4.0 single-node, step 7', 60],
  'ha-as-before': ['window', 'ha', '3.4.0 single-node, step 9.6', 10],
  'rollback-checklist': ['after', 'none', '3.4.0 single-node, step 9', 10],
}

/** A text of the catalogue whose key tests do not care about. */
export const SOME_TEXT = { key: 'outcomes.sample' as Said['key'] } satisfies Said

export function plannedStep(id: StepId): PlannedStep {
  const [phase, changes, source, estimateSeconds] = STEPS[id]
  return { id, phase, changes, source, commands: [], undoneBy: SOME_TEXT, estimateSeconds, estimateSource: SOME_TEXT }
}

export function stepState(id: StepId, more: Partial<StepState> = {}): StepState {
  const untouched = { startedAt: null, endedAt: null, outcome: null, beside: null, rawError: null, waitingFor: null, progress: null }
  return { id, status: 'waiting', attempt: 0, ...untouched, ...more }
}

/** Steps as they are when everything before `current` is proven and `current` is as told. */
export function stepsUpTo(current: StepId, more: Partial<StepState> = {}): StepState[] {
  const procedures: (readonly StepId[])[] = [UPGRADE_STEP_IDS, ROLLBACK_STEP_IDS]
  const ids = procedures.find((one) => one.includes(current))
  if (ids === undefined) throw new Error(`no sample procedure has the step ${current}`)
  const at = ids.indexOf(current)
  return ids.map((id, index) => {
    if (index < at) return stepState(id, { status: 'succeeded', attempt: 1 })
    return index === at ? stepState(id, { status: 'running', attempt: 1, ...more }) : stepState(id)
  })
}

/** A run as it is told of, without its steps. */
export function sampleRun(kind: RunKind, status: RunStatus): NonNullable<JobSnapshot['run']> {
  const isOver = status !== 'running' && status !== 'held'
  return {
    id: `run-${kind}`,
    number: kind === 'upgrade' ? 1 : 2,
    kind,
    status,
    startedAt: '2026-11-01T17:59:00.000Z',
    endedAt: isOver ? '2026-11-01T18:09:00.000Z' : null,
    startedBy: 'operator',
    reason: kind === 'rollback' ? 'docker_init.sh failed' : null,
  }
}

/** A job whose upgrade stopped at `stoppedAt` and is being rolled back, or is rolled back. */
export function rollbackSnapshot(stoppedAt: StepId, steps: StepState[], more: Partial<JobSnapshot> = {}): JobSnapshot {
  const upgrade = {
    ...sampleRun('upgrade', 'failed'),
    procedure: UPGRADE_STEP_IDS.map(plannedStep),
    steps: stepsUpTo(stoppedAt, { status: 'failed' }),
  }
  return sampleSnapshot({
    status: 'rolling-back',
    run: sampleRun('rollback', 'running'),
    procedure: ROLLBACK_STEP_IDS.map(plannedStep),
    steps,
    earlierRuns: [upgrade],
    ...more,
  })
}

/** As the server tells them of these steps. */
function windowsOf({ t1, t2, t3 }: JobSnapshot['times'], steps: readonly StepState[]): JobSnapshot['downWindows'] {
  if (t1 === null) return []
  const back = steps.find(({ id, status }) => (id === 'ha-as-before' || id === 'undo-ha-on') && status === 'succeeded')?.endedAt ?? null
  if (t2 === null) return [{ from: t1, to: back }]
  return [{ from: t1, to: t2 }, ...(t3 === null ? [] : [{ from: t3, to: back }])]
}

export function sampleSnapshot(more: Partial<JobSnapshot> = {}): JobSnapshot {
  const databases = { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] }
  const installation = { id: 'inst-1', name: 'oms-prod' }
  const { times = { t1: null, t2: null, t3: null }, steps = [] } = more
  return {
    id: 'job-1',
    number: 12,
    revision: 1,
    status: 'planned',
    installation: { ...installation, databases, consoleUrl: 'http://10.0.0.5:8089' },
    fromVersion: '3.3.1',
    toVersion: '3.4.0',
    createdAt: '2026-11-01T17:30:00.000Z',
    createdBy: 'operator',
    plan: {
      installation,
      node: {
        hostIp: '10.0.0.5',
        oldContainer: { id: 'a'.repeat(64), name: 'oms_331', imageId: 'sha256:old' },
        newContainerName: 'oms_340',
      },
      from: { version: '3.3.1', image: 'work.oceanbase-dev.com/obartifact-store/oms:feature_3.3.1' },
      to: {
        version: '3.4.0',
        image: 'work.oceanbase-dev.com/obartifact-store/oms:feature_3.4.0',
        imageId: 'sha256:new',
        architecture: 'amd64',
        source: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
      },
      databases,
      consoleDriver: 'console',
      storeRecovery: 'refetch-interval',
      backupFolder: '/data/oms/backups',
      steps: UPGRADE_STEP_IDS.map(plannedStep),
      diff: [],
      downtimeSeconds: 375,
      confirmed: [],
    },
    planHash: 'f'.repeat(64),
    run: null,
    procedure: UPGRADE_STEP_IDS.map(plannedStep),
    earlierRuns: [],
    choices: [],
    driver: null,
    approval: {
      isDemanded: false,
      policy: 'auto',
      state: 'not-demanded',
      planner: { id: 'user-operator', name: 'operator' },
      rows: [],
      schedule: null,
      window: { timeZone: 'UTC', hasWindows: false, isOpen: true, openUntil: null, freeze: null, nextOpenAt: null },
    },
    knownFailure: null,
    steps: UPGRADE_STEP_IDS.map((id) => stepState(id)),
    times,
    downWindows: windowsOf(times, steps),
    backups: [],
    weakProofs: [],
    emergencyKitFolder: null,
    needsHand: null,
    servers: { expected: [], excepted: [] },
    haConfigAsked: null,
    withdrawn: null,
    resolution: null,
    serverNow: '2026-11-01T18:00:00.000Z',
    lastLogSeq: 0,
    ...more,
  }
}
