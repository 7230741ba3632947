import type { Transaction } from '../open-store.ts'

export interface StartedJob {
  installationId: string
  jobId: string
  runId: string
  runNumber: number
}

/** An installation with one job and one open run, as a start leaves them. */
export async function startedJob(store: Transaction): Promise<StartedJob> {
  const installation = await store.installation.create({
    data: {
      name: 'OMS',
      edition: 'enterprise',
      version: '3.3.1',
      metaDbJson: '{"host":"127.0.0.1","port":3306,"user":"oms"}',
      metaPasswordEnc: '',
      databasesJson: '{"rm":"rm_331","cm":"cm_331","heartbeats":["cm_hb_331"]}',
      consoleDriver: 'metadb',
      consoleUrl: 'http://127.0.0.1:8089',
      consoleUser: '',
      consolePasswordEnc: '',
      backupFolder: '/backups',
      nodes: { create: { position: 0, hostIp: '127.0.0.1', containerName: 'oms_331', containerId: 'a'.repeat(64) } },
    },
  })
  const job = await store.upgradeJob.create({
    data: {
      number: 1,
      installationId: installation.id,
      status: 'running',
      fromVersion: '3.3.1',
      toVersion: '3.4.0',
      planJson: '{"steps":[]}',
      planHash: '0'.repeat(64),
      createdBy: 'test',
    },
  })
  const run = await store.run.create({
    data: { jobId: job.id, number: 1, kind: 'upgrade', status: 'running', startedBy: 'test', startedAt: new Date() },
  })
  return { installationId: installation.id, jobId: job.id, runId: run.id, runNumber: run.number }
}
