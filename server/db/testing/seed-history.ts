import type { Store } from '../open-store.ts'
import { summarizeJob } from '../summarize-job.ts'
import { transact } from '../transact.ts'

export interface SeededJob {
  number: number
  installation?: string
  status?: string
  from?: string
  to?: string
  plannedBy?: string
  approval?: { kind: 'given' | 'refused' | 'break-glass'; by: string }
  /** ISO; not started without it. */
  startedAt?: string
  durationSeconds?: number
  downtimeSeconds?: number
  startedBy?: string
  rollback?: { by: string; reason: string }
}

async function installationId(store: Store, name: string): Promise<string> {
  const metaDbJson = '{"host":"127.0.0.1","port":3306,"user":"oms"}'
  const databasesJson = '{"rm":"rm_331","cm":"cm_331","heartbeats":["cm_hb_331"]}'
  const secrets = { metaPasswordEnc: '', consolePasswordEnc: '' }
  const where = { consoleDriver: 'metadb', consoleUrl: 'http://127.0.0.1:8089', consoleUser: '', backupFolder: '/backups' }
  const create = { name, edition: 'enterprise', version: '3.3.1', metaDbJson, databasesJson, ...secrets, ...where }
  return (await store.installation.upsert({ where: { name }, create, update: {} })).id
}

/** A job with its journal and its summary, as history shows it. Returns its id. */
export async function seedHistory(store: Store, job: SeededJob): Promise<string> {
  const { number, installation = 'oms-a', from = '3.3.1', to = '3.4.0', plannedBy = 'Otto Operator', rollback } = job
  const status = job.status ?? (rollback !== undefined ? 'rolled-back' : job.startedAt === undefined ? 'planned' : 'succeeded')
  const owner = await installationId(store, installation)
  return await transact(store, async (tx) => {
    const planHash = String(number).padStart(64, '0')
    const versions = { fromVersion: from, toVersion: to }
    const about = { number, installationId: owner, status, ...versions, planJson: '{"steps":[]}', planHash, createdBy: plannedBy }
    const { id: jobId } = await tx.upgradeJob.create({ data: about })
    const approvedAt = new Date(job.startedAt ?? '2026-01-01T00:00:00Z')
    if (job.approval !== undefined)
      await tx.approval.create({ data: { jobId, number: 1, planHash, byId: job.approval.by, at: approvedAt, ...job.approval } })
    if (job.startedAt !== undefined) {
      const startedAt = new Date(job.startedAt)
      const later = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)
      const startedBy = job.startedBy ?? plannedBy
      const endedAt = job.durationSeconds === undefined ? null : later(job.durationSeconds)
      const upgrade = {
        jobId,
        number: 1,
        kind: 'upgrade',
        status: endedAt === null ? 'running' : 'succeeded',
        startedBy,
        startedAt,
        endedAt,
      }
      await tx.run.create({ data: upgrade })
      const times = job.downtimeSeconds === undefined ? {} : { t1: later(1), t2: later(1 + job.downtimeSeconds) }
      for (const [name, at] of Object.entries(times)) await tx.fact.create({ data: { jobId, name, valueJson: JSON.stringify(at), at } })
      if (rollback !== undefined) {
        const [begun, done] = [later(7200), later(7800)]
        const run = {
          kind: 'rollback',
          status: 'succeeded',
          startedBy: rollback.by,
          reason: rollback.reason,
          startedAt: begun,
          endedAt: done,
        }
        await tx.run.create({ data: { jobId, number: 2, ...run } })
      }
    }
    await summarizeJob(tx, jobId)
    return jobId
  })
}
