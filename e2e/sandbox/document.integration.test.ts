import { expect, test, vi } from 'vitest'
import { freshSandbox, haConfig, rows, type Sandbox, schemaVersion, storeStatuses } from '../fixtures/sandbox.ts'
import { engineClient } from './engine-client.ts'
import { imageReference } from './image.ts'
import { combined } from './pick-traits.ts'
import { spelledVersion } from './simulator/version-text.ts'
import { TRAITS, type Trait, type TraitName } from './traits.ts'
import { waitFor } from './wait-for.ts'
import { NEW_CONTAINER, walkDocument } from './walk-document.ts'

const PATIENCE = 150_000

/** One by one: npm run test:document. */
const SITES = combined(TRAITS.filter((trait: Trait) => trait.guide === 'passes' && !trait.isSlow).map(({ name }) => name))

// The panel's tests prove nothing if the simulator only ever meets the panel: here it meets the document alone.
test.each([[[]], ...SITES.map((site) => [site])])(
  'on a site with %j the document by hand leads to V3.4.0 Online, and V3.3.1 does not start on what it left',
  { timeout: PATIENCE },
  async (site: TraitName[]) => {
    const sandbox = await freshSandbox(site)
    const storesBefore = await storeStatuses(sandbox)
    expect(Object.values(storesBefore)).toContain('RUNNING')
    expect(await walkDocument(sandbox, PATIENCE)).toMatch(/done, \d+ s after T1/)

    const spelled = (version: string) => spelledVersion(version, (trait) => site.includes(trait))
    expect(await schemaVersion(sandbox)).toBe(spelled('3.4.0'))
    const ha = await haConfig(sandbox)
    expect(ha['enable']).toBe(true)
    expect(ha['refetchStoreIntervalMin']).toBeGreaterThanOrEqual(site.includes('person-reduces-ha') ? 1 : 31)
    const docker = engineClient(sandbox.engine)
    const { Config, State } = await docker.getContainer(NEW_CONTAINER).inspect()
    expect(Config.Image).toBe(imageReference('3.4.0', site))
    expect(State.Running).toBe(true)
    // Those that ran come back unaided, suspended and failed ones stay what they were.
    await vi.waitFor(async () => expect(await storeStatuses(sandbox)).toEqual(storesBefore), { timeout: 20_000 })
    if (site.includes('hostile-routines')) expect(await stolenLines(sandbox)).toBe(0)

    // A rollback that forgets to restore the dumps must not pass.
    await docker.getContainer(NEW_CONTAINER).stop()
    const old = docker.getContainer(sandbox.oms.containerId)
    await old.start()
    expect(await waitFor(async () => !(await old.inspect()).State.Running, { timeoutSeconds: 30 })).toBe(true)
    expect((await old.inspect()).State.ExitCode).not.toBe(0)
    expect((await old.logs({ stdout: true, stderr: true, tail: 5 })).toString()).toContain('cannot run on a newer or part-changed schema')
  },
)

async function stolenLines(sandbox: Sandbox): Promise<number> {
  return (await rows(sandbox, sandbox.oms.databases.rm, 'select line from oms_stolen')).length
}
