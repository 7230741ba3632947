import { pathToFileURL } from 'node:url'
import { PrismaClient } from './generated/client.ts'
import { PatientLibSql } from './patient-libsql.ts'

export type Store = PrismaClient
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>

/** SQLite's own wait for a lock: short, because the whole process stands still during it. */
const BLOCKING_WAIT_MS = 50

/** Opens the embedded SQLite store; `npm run migrate` has made its tables and set WAL. */
export function openStore(databaseFile: string): Store {
  return new PrismaClient({ adapter: new PatientLibSql({ url: pathToFileURL(databaseFile).href, timeout: BLOCKING_WAIT_MS }) })
}
