import { z } from 'zod'
import { ClientTool, PanelTool } from '../../contract/dump-tools.ts'
import { Edition } from '../../contract/installation.ts'
import { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import { type SaidKey, say } from '../../contract/said.ts'
import { OBJECT_KINDS } from './structure.ts'

// A backup outlives the version of the panel that made it: what is read from disk or from the store is parsed, whichever format it has.

const said = z.object({
  // A key that this version no longer has is shown as a missing text, not refused.
  key: z.custom<SaidKey>((key) => typeof key === 'string'),
  params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
})

const dumpFile = z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })

const proof = z.union([z.object({ by: z.enum(['checksum', 'digest']), value: z.string() }), z.object({ by: z.literal('none'), why: said })])

const storedObject = z.object({
  kind: z.enum(OBJECT_KINDS),
  name: z.string(),
  table: z.string().nullable(),
  definer: z.string(),
  statement: z.string(),
  sqlMode: z.string().nullable(),
  characterSetClient: z.string().nullable(),
  collationConnection: z.string().nullable(),
  databaseCollation: z.string().nullable(),
  timeZone: z.string().nullable(),
  order: z.number().nullable(),
  fingerprint: z.string(),
})

const structure = z.object({
  database: z.string(),
  characterSet: z.string(),
  collation: z.string(),
  options: z.string().exactOptional(),
  tables: z.array(z.object({ name: z.string(), definition: z.string(), fingerprint: z.string() })),
  objects: z.array(storedObject),
  uncarried: z.array(z.object({ kind: z.string(), name: z.string(), why: said, raw: z.string().nullable() })),
})

const frame = z.object({
  job: z.object({ id: z.string(), number: z.number() }),
  installation: z.object({ id: z.string(), name: z.string(), edition: Edition, version: z.string() }),
  metaDb: z.object({
    host: z.string(),
    port: z.number(),
    flavour: z.string(),
    version: z.string(),
    capabilities: MetaDbCapabilities.exactOptional(),
  }),
  /** What made the dumps; `panel`: the panel itself, through its driver. */
  tool: z.union([ClientTool, PanelTool]),
  /** What was tried and chosen to restore them. */
  restoreTool: z.union([ClientTool, PanelTool]).exactOptional(),
  createdAt: z.string(),
})

const saved = z.object({
  inventory: z.object({
    database: z.string(),
    characterSet: z.string(),
    collation: z.string(),
    tables: z.array(z.object({ name: z.string(), rows: z.number(), proof })),
  }),
  /** Definitions of tables, and all that is stored beside them as text. Null: made by a version of the panel that kept none. */
  structure: structure.nullable(),
  /** Names of what was stored beside the tables. */
  objectNames: z.array(z.object({ kind: z.enum(OBJECT_KINDS), name: z.string() })),
  /** Holds exactly the base tables; of an earlier version: also the views. */
  dump: dumpFile,
  /** Triggers, routines and events as an earlier version dumped them. */
  objects: dumpFile.nullable(),
})

const current = frame.extend({ format: z.literal(2), databases: z.array(saved) })

export type BackupManifest = z.infer<typeof current>
export type SavedDatabase = BackupManifest['databases'][number]

const named = z.array(z.object({ name: z.string(), definer: z.string() }))

const first = frame.extend({
  format: z.literal(1),
  databases: z.array(
    z.object({
      inventory: z.object({
        database: z.string(),
        characterSet: z.string(),
        collation: z.string(),
        tables: z.array(z.object({ name: z.string(), rows: z.number(), checksum: z.string().nullable() })),
        views: named,
        triggers: named,
        routines: z.array(z.object({ name: z.string(), kind: z.enum(['PROCEDURE', 'FUNCTION']) })),
        events: named,
      }),
      dump: dumpFile,
      objects: dumpFile.nullable(),
    }),
  ),
})

function renewed({ databases, format: _, ...rest }: z.infer<typeof first>): BackupManifest {
  return {
    ...rest,
    format: 2,
    databases: databases.map(({ inventory, dump, objects }) => {
      const { database, characterSet, collation, tables, views, triggers, routines, events } = inventory
      return {
        inventory: {
          database,
          characterSet,
          collation,
          tables: tables.map(({ name, rows, checksum }) => ({
            name,
            rows,
            proof:
              checksum === null
                ? { by: 'none', why: say('proofs.weak.noChecksum', { table: `${database}.${name}` }) }
                : { by: 'checksum', value: checksum },
          })),
        },
        structure: null,
        objectNames: [
          ...views.map(({ name }) => ({ kind: 'view' as const, name })),
          ...triggers.map(({ name }) => ({ kind: 'trigger' as const, name })),
          ...routines.map(({ name, kind }) => ({ kind: kind === 'FUNCTION' ? ('function' as const) : ('procedure' as const), name })),
          ...events.map(({ name }) => ({ kind: 'event' as const, name })),
        ],
        dump,
        objects,
      }
    }),
  }
}

/** Reads both formats; what an earlier version did not write down is null and makes the proof of a restore weak. */
export const backupManifest: z.ZodType<BackupManifest> = z.union([current, first.transform(renewed)])

const kept = z.object({ folder: z.string(), manifestFile: z.string(), manifest: backupManifest })

/** The facts `backup` and `safetyBackup` of a job. */
export const keptBackup = kept
export const keptSafetyBackup = z.union([z.object({ skipped: z.string() }), kept])
export type KeptBackup = z.infer<typeof kept>
