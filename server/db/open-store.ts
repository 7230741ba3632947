import { pathToFileURL } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from './generated/client.ts'

export type Store = PrismaClient
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>

/** Opens the embedded SQLite store; `npm run migrate` has made its tables and set WAL. */
export function openStore(databaseFile: string): Store {
  return new PrismaClient({ adapter: new PrismaLibSql({ url: pathToFileURL(databaseFile).href, timeout: 2000 }) })
}
