import { JOB_LABEL } from '../domain/job-label.ts'
import type { UpgradeContext } from './context.ts'
import type { Container } from './ports/engine.ts'

/** The container that this job created, found by its label: a crash between creating and noting it changes nothing. */
export async function ownContainer({ world, job }: Pick<UpgradeContext, 'world' | 'job'>): Promise<Container | undefined> {
  return (await world.docker.containersLabelled(JOB_LABEL, job.id))[0]
}
