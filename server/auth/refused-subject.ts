import type { Transaction } from '../db/open-store.ts'

/** What the parsed input of a command speaks of, as far as it names a job or an installation. */
export interface Named {
  jobId: string | null
  installationId: string | null
}

export function namedIn(input: unknown): Named {
  const said = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
  const id = (value: unknown) => (typeof value === 'string' ? value : null)
  return { jobId: id(said.jobId), installationId: id(said.installationId) }
}

/** The job or installation of a refused attempt, where it exists: an invented id is somebody's text and has no place in the trail. */
export async function refusedSubject(
  tx: Transaction,
  { jobId, installationId }: Named,
): Promise<{ subject: string; installationId: string | null }> {
  const job = jobId === null ? null : await tx.upgradeJob.findUnique({ where: { id: jobId }, select: { id: true, installationId: true } })
  if (job !== null) return { subject: job.id, installationId: job.installationId }
  const installation =
    installationId === null ? null : await tx.installation.findUnique({ where: { id: installationId }, select: { id: true } })
  return { subject: installation?.id ?? '', installationId: installation?.id ?? null }
}
