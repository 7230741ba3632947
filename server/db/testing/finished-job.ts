import type { Actor, Role } from '../../contract/access.ts'
import type { Plan, PlannedStep } from '../../contract/plan.ts'
import { type Said, say } from '../../contract/said.ts'
import { type Phase, ROLLBACK_STEP_IDS, type StepId, UPGRADE_STEP_IDS } from '../../contract/steps.ts'
import { planHash } from '../../domain/plan-hash.ts'
import type { Store } from '../open-store.ts'
import { recordAudit } from '../record-audit.ts'
import { transact } from '../transact.ts'

export interface FinishedJob {
  installationId: string
  jobId: string
  /** The upgrade first, then the rollback where there is one. */
  runIds: string[]
  planHash: string
}

interface Wanted {
  number: number
  outcome: 'succeeded' | 'rolled-back'
  installation?: string
  /** When the upgrade began, ISO. */
  at?: string
  /** How much longer every step took than usual. */
  slowness?: number
  image?: string
  /** Planted where passwords are kept, so that a test can look for it elsewhere. */
  secret?: string
}

const BEFORE = new Set<StepId>(['preflight', 'load-image', 'ha-off', 'verify-dumps', 'rollback-ha-off'])
const AFTER = new Set<StepId>(['closing-note', 'rollback-checklist'])
const SECONDS: Partial<Record<StepId, number>> = { 'back-up-databases': 60, 'initialize-metadata': 180, 'servers-online': 40 }
const MARKUP = '<img src=x onerror="document.title=1">'

function phaseOf(id: StepId): Phase {
  return BEFORE.has(id) ? 'before' : AFTER.has(id) ? 'after' : 'window'
}

function planned(id: StepId, image: string): PlannedStep {
  const commands: Partial<Record<StepId, string[]>> = {
    'stop-old-container': ['docker update --restart=no oms_331', 'docker stop oms_331'],
    'back-up-databases': ['mysqldump -h10.0.0.9 -P2883 -uoms -p[secret] rm_331 > /backups/rm_331.sql'],
    'start-new-container': [
      'docker run -d --name oms_340 -e IS_UPGRADE=true \\',
      '  -v /data/oms/oms_logs:/home/admin/logs \\',
      `  ${image}`,
    ],
  }
  return {
    id,
    phase: phaseOf(id),
    changes: 'none',
    source: '3.4.0 single-node',
    commands: commands[id] ?? [],
    undoneBy: say('steps.undo.nothing'),
    estimateSeconds: SECONDS[id] ?? 10,
    estimateSource: say('steps.estimate.usual'),
  }
}

function planOf(installation: { id: string; name: string }, image: string): Plan {
  return {
    installation,
    node: { hostIp: '10.0.0.5', oldContainer: { id: 'a'.repeat(64), name: 'oms_331', imageId: 'sha256:old' }, newContainerName: 'oms_340' },
    from: { version: '3.3.1', image: 'registry.example/oms:feature_3.3.1' },
    to: { version: '3.4.0', image, imageId: 'sha256:6d1f', architecture: 'amd64', source: { kind: 'archive', file: 'oms_3.4.0.tar.gz' } },
    databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
    consoleDriver: 'console',
    storeRecovery: 'refetch-interval',
    backupFolder: '/backups',
    steps: UPGRADE_STEP_IDS.map((id) => planned(id, image)),
    diff: [
      { path: 'Env.IS_UPGRADE', before: null, after: 'true', kind: 'added', rule: say('diff.ruleIsUpgrade') },
      { path: 'Image', before: 'registry.example/oms:feature_3.3.1', after: image, kind: 'changed', rule: null },
    ],
    downtimeSeconds: 375,
    confirmed: [],
  }
}

/** A job that is over, with everything that a review looks at: several attempts, decisions, approval, facts, log lines, audit rows. */
export async function finishedJob(store: Store, wanted: Wanted): Promise<FinishedJob> {
  const { number, outcome, installation: name = 'oms-prod', secret = '', slowness = 1 } = wanted
  const image = wanted.image ?? 'registry.example/oms:feature_3.4.0'
  const people = await store.user.findMany()
  const actor = (who: string, role: Role): Actor => {
    const userId = people.find((person) => person.name === who)?.id ?? `user-${who.replaceAll(' ', '-')}`
    return { userId, name: who, role, address: '192.0.2.7' }
  }
  const [operator, approver] = [actor('Otto Operator', 'operator'), actor('Anna Approver', 'approver')]
  const installation =
    (await store.installation.findUnique({ where: { name } })) ??
    (await store.installation.create({
      data: {
        name,
        edition: 'enterprise',
        version: '3.3.1',
        metaDbJson: '{"host":"10.0.0.9","port":2883,"user":"oms"}',
        metaPasswordEnc: secret,
        databasesJson: '{"rm":"rm_331","cm":"cm_331","heartbeats":["cm_hb_331"]}',
        consoleDriver: 'console',
        consoleUrl: 'http://10.0.0.5:8089',
        consoleUser: 'admin',
        consolePasswordEnc: secret,
        backupFolder: '/backups',
        nodes: { create: { position: 0, hostIp: '10.0.0.5', containerName: 'oms_331', containerId: 'a'.repeat(64) } },
      },
    }))
  const plan = planOf({ id: installation.id, name }, image)
  const hash = planHash(plan)
  let now = Date.parse(wanted.at ?? '2026-11-01T17:00:00.000Z')
  const clock = () => new Date(now)
  const later = (seconds: number) => {
    now += seconds * 1000
    return clock()
  }
  const job = await store.upgradeJob.create({
    data: {
      number,
      installationId: installation.id,
      status: outcome,
      fromVersion: '3.3.1',
      toVersion: '3.4.0',
      planJson: JSON.stringify(plan),
      planHash: hash,
      createdBy: operator.name,
      createdById: operator.userId,
      createdAt: clock(),
    },
  })
  const jobId = job.id
  const audit = (who: Actor, action: string, detail: Record<string, unknown>) =>
    transact(store, (tx) => recordAudit(tx, { at: clock(), actor: who, action, subject: jobId, installationId: installation.id, detail }))
  const fact = (factName: string, value: unknown) =>
    store.fact.create({ data: { jobId, name: factName, valueJson: JSON.stringify(value), at: clock() } })

  const runIds: string[] = []
  let seq = 0
  const line = (stepId: StepId, text: string, { stream = 'stdout', runNumber = 1, attempt = 1 } = {}) => {
    seq += 1
    return store.logLine.create({ data: { jobId, seq, at: clock(), stepId, runNumber, attempt, stream, text } })
  }
  let sequence = 0
  const attempt = async (runId: string, stepId: StepId, count: number, status: string, told: Said, rawError: string | null = null) => {
    const startedAt = clock()
    const of = { stream: 'panel', runNumber: runIds.indexOf(runId) + 1, attempt: count }
    sequence += 1
    await line(stepId, `begun, attempt ${count}`, of)
    const endedAt = later(status === 'skipped' ? 0 : (SECONDS[stepId] ?? 8) * slowness)
    await store.stepAttempt.create({
      data: { runId, stepId, number: count, sequence, status, startedAt, endedAt, outcomeJson: JSON.stringify(told), rawError },
    })
    await line(stepId, `${status}, attempt ${count}`, of)
    later(1)
  }
  const proven = (runId: string, stepId: StepId, count = 1) => attempt(runId, stepId, count, 'succeeded', say('outcomes.haIsOff'))

  await audit(operator, 'upgrade.plan', { number, planHash: hash })
  later(600)
  await store.approval.create({
    data: {
      jobId,
      number: 1,
      planHash: hash,
      kind: 'given',
      byId: approver.userId ?? '',
      by: approver.name,
      at: clock(),
      reason: 'Window of tonight',
    },
  })
  later(1200)
  const upgrade = await store.run.create({
    data: {
      jobId,
      number: 1,
      kind: 'upgrade',
      status: 'succeeded',
      startedBy: operator.name,
      startedById: operator.userId,
      startedAt: clock(),
    },
  })
  runIds.push(upgrade.id)
  await audit(operator, 'upgrade.start', { number, planHash: hash, run: upgrade.id })
  for (const id of ['preflight', 'load-image', 'ha-off'] as const) await proven(upgrade.id, id)
  await fact('haConfigBefore', '{"enable":true,"refetchStoreIntervalMin":30}')
  await proven(upgrade.id, 'stop-old-container')
  await fact('t1', clock().toISOString())
  later(2)
  await audit(operator, 'upgrade.skip', { step: 'trim-heartbeats', reason: 'The table is small', changed: [] })
  await attempt(upgrade.id, 'trim-heartbeats', 1, 'skipped', say('outcomes.skipped', { reason: 'The table is small' }))
  const full = `mysqldump: Got errno 28 on write ${MARKUP}`
  await attempt(upgrade.id, 'back-up-databases', 1, 'failed', say('outcomes.dumpDamaged', { file: 'rm_331.sql' }), full)
  later(40)
  await audit(operator, 'upgrade.retry', { step: 'back-up-databases', reason: 'Disk cleared', changed: [] })
  later(1)
  await proven(upgrade.id, 'back-up-databases', 2)
  await fact('backup', { folder: '/backups/upgrade-1', manifestFile: 'manifest.json', manifest: manifest(clock().toISOString()) })
  await proven(upgrade.id, 'start-new-container')
  await proven(upgrade.id, 'wait-for-components')
  await line('initialize-metadata', `\u001b[32m[INFO]\u001b[0m alter table ${MARKUP}`)
  if (outcome === 'succeeded') {
    for (const id of ['initialize-metadata', 'servers-online', 'ha-on'] as const) await proven(upgrade.id, id)
    await fact('serversSeen', reading(clock().toISOString(), 'ONLINE'))
    await fact('t2', clock().toISOString())
    await fact('haConfigAfter', '{"enable":true,"refetchStoreIntervalMin":38}')
    later(2)
    await proven(upgrade.id, 'closing-note')
    await store.run.update({ where: { id: upgrade.id }, data: { endedAt: clock() } })
    return { installationId: installation.id, jobId, runIds, planHash: hash }
  }
  const duplicate = "ERROR 1060 (42S21): Duplicate column name 'region_id'"
  await attempt(upgrade.id, 'initialize-metadata', 1, 'failed', say('outcomes.initExitCode', { exitCode: 1 }), duplicate)
  await store.run.update({ where: { id: upgrade.id }, data: { status: 'failed', endedAt: clock() } })
  later(120)
  const reason = 'docker_init.sh failed and the window ends at three'
  const procedure = ROLLBACK_STEP_IDS.map((id) => planned(id, image))
  const rollback = await store.run.create({
    data: {
      jobId,
      number: 2,
      kind: 'rollback',
      status: 'succeeded',
      startedBy: operator.name,
      startedById: operator.userId,
      startedAt: clock(),
      reason,
      procedureJson: JSON.stringify(procedure),
    },
  })
  runIds.push(rollback.id)
  await audit(operator, 'upgrade.roll-back', { reason, run: rollback.id })
  for (const id of ROLLBACK_STEP_IDS) {
    await proven(rollback.id, id)
    if (id === 'stop-new-container') await fact('t3', clock().toISOString())
    if (id === 'old-servers-online') await fact('oldServersSeen', reading(clock().toISOString(), 'ONLINE'))
    if (id === 'rollback-checklist')
      await fact('rollbackChecklist', [{ project: 'orders', kind: 'JDBCWriter', name: 'orders-writer-1', status: 'FAILED' }])
  }
  await store.run.update({ where: { id: rollback.id }, data: { endedAt: clock() } })
  return { installationId: installation.id, jobId, runIds, planHash: hash }
}

function reading(at: string, status: string) {
  return { at, driver: 'console', servers: [{ ip: '10.0.0.5', region: 'cn-east', status, isOnline: status === 'ONLINE' }] }
}

function manifest(createdAt: string) {
  const databases = [
    ['rm_331', 148_220_113, '9b74c9897bac770ffc029102a200c5de1b4ef1e2f3d8a7c1f4b2aa0b7c6e5d41'],
    ['cm_331', 61_002_877, '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'],
    ['cm_hb_331', 2_914_002, 'fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9'],
  ] as const
  return {
    format: 2,
    job: { id: 'job', number: 1 },
    installation: { id: 'installation', name: 'OMS', edition: 'enterprise', version: '3.3.1' },
    metaDb: { host: '10.0.0.9', port: 2883, flavour: 'oceanbase', version: '4.2.1' },
    tool: { path: '/usr/bin/mysqldump', version: '10.11.6', flavour: 'mariadb' },
    createdAt,
    databases: databases.map(([database, bytes, sha256]) => ({
      inventory: {
        database,
        characterSet: 'utf8mb4',
        collation: 'utf8mb4_bin',
        tables: [{ name: 'one', rows: 4, proof: { by: 'checksum', value: '7' } }],
      },
      structure: null,
      objectNames: [],
      dump: { file: `${database}.sql`, bytes, sha256 },
      objects: null,
    })),
  }
}
