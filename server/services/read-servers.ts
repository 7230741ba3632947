import type { ServersReading } from '../contract/job.ts'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** The servers of a job's installation as its driver sees them now, or why they cannot be seen. Codes: not-found. */
export async function readServers(context: ServiceContext, jobId: string): Promise<ServersReading> {
  const { store, world } = context
  const job = await store.upgradeJob.findUnique({ where: { id: jobId }, select: { installationId: true } })
  if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
  const installation = await openInstallation(context, job.installationId)
  const { driver } = installation.console
  const at = world.clock.now().toISOString()
  try {
    const console = await world.consoles.open(installation.console)
    try {
      return { ok: true, at, driver, servers: await console.servers(AbortSignal.timeout(8000)) }
    } finally {
      await console.close()
    }
  } catch (cause) {
    if (!(cause instanceof OperatorError)) return { ok: false, at, driver, reason: say('errors.serversUnreadable') }
    const { said, raw } = cause.problem
    return { ok: false, at, driver, reason: said, ...(raw === undefined ? {} : { raw }) }
  }
}
