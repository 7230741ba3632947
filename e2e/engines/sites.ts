import type { ServerName } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'
import { machineMariaDb, mariaDbClients, mySqlClients, unpackMariaDb, unpackMySql } from './database-programs.ts'
import { NotReached } from './not-reached.ts'
import type { ProfileName } from './oceanbase/profiles.ts'
import { prepareDocker } from './prepare-docker.ts'
import { SEEKDB_VERSION, seekdbProgram } from './seekdb-wheel.ts'

/** A site whose parts are not those of this machine. */
export interface EngineSite {
  name: string
  engine: string
  /** Versions that were tried. Another one is run and reported, and does not fail the run. */
  listed: string[]
  server: ServerName
  /** Not in the sample. */
  isOnlyInAll?: boolean
  /** What this site keeps beside OMS's own tables and views: what its server knows. */
  traits: readonly TraitName[]
  /** Fetches what it needs; throws NotReached where this machine cannot. */
  prepare(): Promise<Parts>
}

interface Parts {
  version: string
  /** Folders that stand before the machine's own programs. */
  path: string[]
  env?: Record<string, string>
}

/** The stand-in proves what the panel does with answers that OceanBase is known to give, and nothing about OceanBase itself. */
function standIn(profile: ProfileName, traits: readonly TraitName[]): EngineSite {
  return {
    name: `oceanbase-${profile}`,
    engine: `OceanBase ${profile} (stand-in before the machine's MariaDB)`,
    listed: ['10.11'],
    server: `oceanbase-${profile}`,
    isOnlyInAll: true,
    traits,
    async prepare() {
      return { version: machineMariaDb(), path: [] }
    },
  }
}

export const SITES: readonly EngineSite[] = [
  {
    name: 'mysql',
    engine: 'MySQL, server and clients',
    listed: ['9.7'],
    server: 'mysql',
    traits: ['views-on-views', 'triggers', 'routines', 'events', 'foreign-keys'],
    async prepare() {
      const { version } = await unpackMySql()
      return { version, path: [await mySqlClients()] }
    },
  },
  {
    name: 'mariadb',
    engine: 'MariaDB, server and clients',
    listed: ['11.8'],
    server: 'mariadb-11.8',
    traits: ['views-on-views', 'triggers', 'routines', 'events', 'generated-columns', 'foreign-keys'],
    async prepare() {
      const { version } = await unpackMariaDb()
      return { version, path: [await mariaDbClients()] }
    },
  },
  {
    name: 'seekdb',
    engine: 'seekdb (OceanBase family)',
    listed: ['1.4.0'],
    server: 'seekdb',
    traits: ['triggers', 'routines'],
    async prepare() {
      await seekdbProgram()
      return { version: SEEKDB_VERSION, path: [] }
    },
  },
  {
    name: 'docker',
    engine: 'Docker, containerd image store',
    listed: ['26.1'],
    server: 'mariadb',
    traits: [],
    async prepare() {
      const docker = await prepareDocker('trixie')
      if (docker.state !== 'ready') throw new NotReached(docker.reason)
      return { version: docker.version, path: [docker.path], env: { SANDBOX_IMAGE_STORE: 'containerd' } }
    },
  },
  // No triggers and no routines there.
  standIn('3.1.5', ['views-on-views', 'foreign-keys']),
  standIn('4.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('4.2.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('4.3.1', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
  standIn('odp', ['views-on-views', 'triggers', 'routines', 'foreign-keys']),
]
