import type { FileHandle } from 'node:fs/promises'
import type { DumpTool } from '../../procedure/ports/backups.ts'
import { isPanelDump } from './driver/panel-dump.ts'

/** What made a dump, by its first lines; null where they do not tell. */
export async function dumpFamily(handle: FileHandle): Promise<DumpTool['flavour'] | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
  const head = buffer.toString('latin1', 0, bytesRead)
  if (isPanelDump(head)) return 'panel'
  const line = /^-- (?:MySQL|MariaDB) dump .*$/m.exec(head)?.[0]
  if (line === undefined) return null
  // Older MariaDB: "-- MySQL dump 10.16  Distrib 10.1.48-MariaDB".
  return /mariadb/i.test(line) ? 'mariadb' : 'mysql'
}
