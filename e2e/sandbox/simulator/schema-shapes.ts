import type { RowDataPacket } from 'mysql2/promise'
import type { Database, MetaDb } from './meta-db.ts'
import type { SchemaShapes, Shape } from './start-mode.ts'
import { plainVersion } from './version-text.ts'

/** Columns that only one of the two versions has, per database. Init adds and drops them in different statements. */
const MARKS = {
  rm: { old: 'oms_project.owner_dept', new: 'oms_project.owner_team' },
  cm: { old: 'host.heartbeat_port', new: 'host.agent_version' },
  heartbeat: { old: 'heart_beat.payload', new: 'heart_beat.beat_no' },
}

async function shape(database: Database, marks: { old: string; new: string }): Promise<Shape> {
  const found = await database.rows(
    'select concat(table_name, ".", column_name) as mark from information_schema.columns where table_schema = ?',
    [database.name],
  )
  const columns = new Set(found.map((row: RowDataPacket) => String(row.mark)))
  const old = columns.has(marks.old)
  if (old === columns.has(marks.new)) return old ? 'mixed' : 'missing'
  return old ? '3.3.1' : '3.4.0'
}

/** Looks at the real columns of all three databases, not only at the version that is written down. */
export async function schemaShapes(metaDb: MetaDb): Promise<SchemaShapes> {
  const [rm, cm, heartbeat] = await Promise.all([
    shape(metaDb.rm, MARKS.rm),
    shape(metaDb.cm, MARKS.cm),
    shape(metaDb.heartbeat, MARKS.heartbeat),
  ])
  return { rm, cm, heartbeat, recorded: await recordedVersion(metaDb.rm) }
}

async function recordedVersion(rm: Database): Promise<string | null> {
  const tables = await rm.rows('select 1 as here from information_schema.tables where table_schema = ? and table_name = "oms_version"', [
    rm.name,
  ])
  if (tables.length === 0) return null
  const [newest] = await rm.rows('select version from oms_version order by gmt_modified desc, id desc limit 1')
  return newest === undefined ? null : plainVersion(String(newest.version))
}
