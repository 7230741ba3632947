import { freshSandbox, haConfig, rows, schemaVersion, storeStatuses } from '../fixtures/sandbox.ts'
import { engineClient } from './engine-client.ts'
import { imageReference } from './image.ts'
import { spelledVersion } from './simulator/version-text.ts'
import type { TraitName } from './traits.ts'
import { waitFor } from './wait-for.ts'
import { NEW_CONTAINER, walkDocument } from './walk-document.ts'

/**
 * The vendor's guide by hand on a fresh site with these traits: what is wrong with where it led. Empty means V3.4.0 runs, is Online and has
 * HA on, its Stores are back, and V3.3.1 refuses to start on what it left.
 */
export async function guideOnSite(site: readonly TraitName[], patienceMs: number): Promise<string[]> {
  const sandbox = await freshSandbox(site)
  const storesBefore = JSON.stringify(await storeStatuses(sandbox))
  await walkDocument(sandbox, patienceMs)

  const docker = engineClient(sandbox.engine)
  const wrongs: string[] = []
  const wants = (isSo: boolean, what: string) => {
    if (!isSo) wrongs.push(what)
  }
  const wanted = spelledVersion('3.4.0', (trait) => site.includes(trait))
  wants((await schemaVersion(sandbox)) === wanted, `oms_version does not say ${wanted}`)
  const ha = await haConfig(sandbox)
  wants(ha['enable'] === true && Number(ha['refetchStoreIntervalMin']) >= 31, `ha.config is ${JSON.stringify(ha)}`)
  const { Config, State } = await docker.getContainer(NEW_CONTAINER).inspect()
  wants(State.Running && Config.Image === imageReference('3.4.0', site), `${Config.Image} is ${State.Status}`)
  // Those that ran come back unaided, suspended and failed ones stay what they were.
  const areBack = async () => JSON.stringify(await storeStatuses(sandbox)) === storesBefore
  wants(await waitFor(areBack, { timeoutSeconds: 20 }), 'Stores are not what they were')
  if (site.includes('hostile-routines')) {
    const stolen = await rows(sandbox, sandbox.oms.databases.rm, 'select line from oms_stolen')
    wants(stolen.length === 0, 'a file was sent to the MetaDB')
  }

  // A rollback that forgets to restore the dumps must not pass.
  await docker.getContainer(NEW_CONTAINER).stop()
  const old = docker.getContainer(sandbox.oms.containerId)
  const isThere = await old.start().then(
    () => true,
    () => false,
  )
  wants(isThere, 'the old container cannot be started again')
  if (!isThere) return wrongs
  const hasEnded = await waitFor(async () => !(await old.inspect()).State.Running, { timeoutSeconds: 30 })
  const lastLines = (await old.logs({ stdout: true, stderr: true, tail: 5 })).toString()
  wants(hasEnded && lastLines.includes('cannot run on a newer or part-changed schema'), 'V3.3.1 starts on what V3.4.0 left')
  return wrongs
}
