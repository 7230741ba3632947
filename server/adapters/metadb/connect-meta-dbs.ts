import type { MetaDb, MetaDbs } from '../../procedure/ports.ts'
import { breakRestoreFence } from './break-restore-fence.ts'
import { ConnectionSource } from './connection-source.ts'
import { writeDefaults } from './database-defaults.ts'
import { existingDatabases } from './existing-databases.ts'
import { holdsPrivilege } from './held-privileges.ts'
import { neededPrivileges } from './needed-privileges.ts'
import { readParameter, writeParameter } from './parameters.ts'
import { readComponents } from './read-components.ts'
import { readContents } from './read-contents.ts'
import { readGrants } from './read-grants.ts'
import { readInventory } from './read-inventory.ts'
import { readSchemaVersion } from './read-schema-version.ts'
import { readServer } from './read-server.ts'
import { readServers } from './read-servers.ts'
import { readSessions } from './read-sessions.ts'
import { readSizes } from './read-sizes.ts'
import { readStructure } from './read-structure.ts'
import { recreateDatabase } from './recreate-database.ts'
import { readHeartbeats, trimHeartbeats } from './trim-heartbeats.ts'
import { createObject, dropObject } from './write-object.ts'

// Whoever has one of these may create views and triggers in the name of another account.
const DEFINER_PRIVILEGES = ['SUPER', 'SET USER', 'SET_USER_ID', 'SET_ANY_DEFINER']

/** The MetaDB over the MySQL protocol: OceanBase, MySQL or MariaDB. */
export function connectMetaDbs(): MetaDbs {
  return {
    async open(login) {
      const source = new ConnectionSource(login)
      await source.use((session) => session.plain('select 1'))
      return overSource(source)
    },
  }
}

function overSource(source: ConnectionSource): MetaDb {
  return {
    server: () => source.use(readServer),
    missingPrivileges: (databases) =>
      source.use(async (session) => {
        const { flavour } = await readServer(session)
        const grants = await readGrants(session, flavour)
        return databases
          .map((database) => ({
            database,
            privileges: neededPrivileges(flavour).filter((privilege) => !holdsPrivilege(grants, privilege, database)),
          }))
          .filter(({ privileges }) => privileges.length > 0)
      }),
    account: () =>
      source.use(async (session) => {
        const [row] = await session.plain('select current_user() as account')
        const grants = await readGrants(session, (await readServer(session)).flavour)
        return {
          user: String(row?.['account']),
          maySetDefiner: DEFINER_PRIVILEGES.some((privilege) => holdsPrivilege(grants, privilege, null)),
        }
      }),
    existing: (databases) => source.use((session) => existingDatabases(session, databases)),
    sizes: (databases) => source.use((session) => readSizes(session, databases)),
    inventory: (database, signal) => source.use((session) => readInventory(session, database), signal),
    structure: (database) => source.use((session) => readStructure(session, database)),
    contents: (database, signal) => readContents(source, database, signal),
    createObject: (database, object) => createObject(source, database, object),
    dropObject: (database, object) => source.use((session) => dropObject(session, database, object)),
    setDefaults: (database, as) => source.use((session) => writeDefaults(session, database, as)),
    heartbeats: (database) => source.use((session) => readHeartbeats(session, database)),
    trimHeartbeats: (database, options) => source.use((session) => trimHeartbeats(session, database, options), options.signal),
    sessions: (databases) => source.use((session) => readSessions(session, databases)),
    parameter: (rmDatabase, name) => source.use((session) => readParameter(session, rmDatabase, name)),
    setParameter: (rmDatabase, name, expected, value) =>
      source.use((session) => writeParameter(session, rmDatabase, name, expected, value)),
    servers: (cmDatabase, heartbeatDatabases) => source.use((session) => readServers(session, cmDatabase, heartbeatDatabases)),
    schemaVersion: (rmDatabase) => source.use((session) => readSchemaVersion(session, rmDatabase)),
    recreate: (database, as) => source.use((session) => recreateDatabase(session, database, as)),
    breakRestoreFence: (database) => source.use((session) => breakRestoreFence(session, database)),
    components: (rmDatabase) => source.use((session) => readComponents(session, rmDatabase)),
    close: async () => source.close(),
  }
}
