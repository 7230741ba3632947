import type { ServerName } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'
import { machineMariaDb, mariaDbClients, mySqlClients, unpackMariaDb, unpackMySql } from './database-programs.ts'
import { describeFlow, type FlowSite, wholeFlow } from './flow.ts'
import { prepareNode, verifyAndBuild } from './node-release.ts'
import { NotReached } from './not-reached.ts'
import type { ProfileName } from './oceanbase/profiles.ts'
import { prepareDocker } from './prepare-docker.ts'
import { preparePodman } from './prepare-podman.ts'
import { SEEKDB_VERSION, seekdbProgram } from './seekdb-wheel.ts'
import type { EngineSite } from './site.ts'

export const SITES: readonly EngineSite[] = [
  {
    ...{ name: 'mysql', engine: 'MySQL, server and clients', listed: ['9.7'], isInSample: true },
    ...onServer('mysql', { traits: ['views-on-views', 'triggers', 'routines', 'events', 'foreign-keys'] }),
    async prepare() {
      const { version } = await unpackMySql()
      return { version, path: [await mySqlClients()] }
    },
  },
  {
    ...{ name: 'mariadb', engine: 'MariaDB, server and clients', listed: ['11.8'], isInSample: true },
    ...onServer('mariadb-11.8', { traits: ['views-on-views', 'triggers', 'routines', 'events', 'generated-columns', 'foreign-keys'] }),
    async prepare() {
      const { version } = await unpackMariaDb()
      return { version, path: [await mariaDbClients()] }
    },
  },
  {
    ...{ name: 'seekdb', engine: 'seekdb (OceanBase family)', listed: ['1.4.0'], isInSample: true },
    ...onServer('seekdb', { traits: ['views-on-views', 'triggers', 'routines', 'init-schema-only'] }),
    async prepare() {
      await seekdbProgram()
      return { version: SEEKDB_VERSION, path: [] }
    },
  },
  { ...docker('docker', 'trixie', 'containerd', ['26.1']), isInSample: true },
  docker('docker-classic', 'trixie', 'classic', ['26.1']),
  docker('docker-28', 'sid', 'containerd', ['28.5']),
  docker('docker-28-classic', 'sid', 'classic', ['28.5']),
  {
    ...{ name: 'podman', engine: 'Podman of Debian bookworm', listed: ['4.3.1'] },
    ...onFlow({ server: 'mariadb', adapters: dockerAdapters, traits: [], alsoHeld: false }),
    async prepare() {
      const { folder, version } = await preparePodman('bookworm')
      return { version, path: [], env: { SANDBOX_PODMAN: folder } }
    },
  },
  // No triggers and no routines there.
  standIn('3.1.5', ['views-on-views', 'foreign-keys']),
  standIn('4.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('4.2.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('4.3.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('odp', ['views-on-views', 'triggers', 'routines', 'foreign-keys'], { refusesSwap: true }),
  node(22),
  node(24),
]

/** Proves what the panel does with answers that OceanBase is known to give, and nothing about OceanBase itself. */
function standIn(profile: ProfileName, traits: readonly TraitName[], given: { refusesSwap?: boolean } = {}): EngineSite {
  return {
    ...{ name: `oceanbase-${profile}`, engine: `OceanBase ${profile}, a stand-in before the machine's MariaDB`, listed: ['10.11'] },
    ...onServer(`oceanbase-${profile}`, { traits, ...given }),
    prepare: async () => ({ version: machineMariaDb(), path: [] }),
  }
}

/** A held table is tried on the family that never gives up waiting by itself; the fault rows try it on MariaDB. */
function onServer(server: ServerName, given: Pick<FlowSite, 'traits' | 'refusesSwap'>): Pick<EngineSite, 'run' | 'what'> {
  // The kit's test makes an account of its own, which a proxy before a tenant does not know by that name.
  const adapters = () => (server.startsWith('oceanbase-') ? ['metadb/any-server'] : ['any-server'])
  return onFlow({ server, adapters, alsoHeld: server === 'seekdb', ...given })
}

function onFlow(site: FlowSite): Pick<EngineSite, 'run' | 'what'> {
  return { what: (isWhole) => describeFlow(site, isWhole), run: (work) => wholeFlow(site, work) }
}

function docker(name: string, release: string, store: 'classic' | 'containerd', listed: string[]): EngineSite {
  return {
    ...{ name, engine: `Docker of Debian ${release}, ${store} image store`, listed },
    ...onFlow({ server: 'mariadb', adapters: dockerAdapters, traits: [], alsoHeld: false }),
    async prepare() {
      const prepared = await prepareDocker(release)
      if (prepared.state !== 'ready') throw new NotReached(prepared.reason)
      return { version: prepared.version, path: [prepared.path], env: { SANDBOX_IMAGE_STORE: store } }
    },
  }
}

/** What makes networks changes those of the machine, and a browser beside it loses what it loads: not in the sample. */
function dockerAdapters(isWhole: boolean): string[] {
  const files = ['docker', 'images', 'container-insides', 'engine-tls'].map((name) => `server/adapters/docker/${name}.integration`)
  return isWhole ? [...files, 'server/adapters/docker/container-settings.integration'] : files
}

function node(major: number): EngineSite {
  return {
    ...{ name: `node-${major}`, engine: `Node ${major}`, listed: [`${major}.`], what: () => 'install, verify, build' },
    prepare: () => prepareNode(major),
    run: verifyAndBuild,
  }
}
