import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { keepAuditKey } from '../db/audit-key.ts'
import { backUpStore } from '../db/back-up-store.ts'
import { holdStore } from '../db/hold-store.ts'
import { openStore } from '../db/open-store.ts'
import { findKey } from '../db/read-key.ts'
import { manifestFile } from '../db/store-manifest.ts'
import { StoreRefusal } from '../db/store-refusal.ts'
import { readSettings } from '../env.ts'
import { commandLine, EXIT, runCommand } from './run-command.ts'

const HELP = `npm run store:backup -- <file>

Copies the panel's own store to <file> while the panel runs, checks the copy by opening it, and writes <file>.manifest.json beside it.
Both are needed to restore. Neither holds the key: keep a copy of panel.key (or PANEL_KEY) somewhere else.
Nothing is overwritten; files that end in .partial were left by a backup that was killed and may be deleted.`

await runCommand({
  help: HELP,
  operands: 1,
  async run({ operands: [operand = ''] }) {
    const settings = readSettings(process.env)
    const file = path.resolve(operand)
    if (!existsSync(settings.databaseFile)) throw new StoreRefusal('unfit', `There is no store: ${settings.databaseFile}`)
    const hold = await holdStore(settings.databaseFile, 'shared', { patienceSeconds: 20 })
    if (hold === null) throw new StoreRefusal('in-use', 'The store is being restored, or its key is being rotated. Nothing was written.')
    const key = findKey(settings)
    if (key !== null) keepAuditKey(key)
    const store = openStore(settings.databaseFile)
    try {
      const { account, ...actor } = commandLine()
      const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
      const made = await backUpStore({ store, file, panelVersion: version, actor, account, now: () => new Date() })
      const rows = Object.values(made.rows).reduce((sum, n) => sum + n, 0)
      console.log(`Wrote and checked ${file} (${made.bytes} bytes, ${rows} rows, SHA-256 ${made.sha256})\nand ${manifestFile(file)}`)
      console.log(
        made.keyId === null ? 'It holds no sealed secrets.' : `Its secrets are sealed with the key ${made.keyId}, which is not in it.`,
      )
      if (made.audit.brokenAt === null) return EXIT.done
      console.error(`The audit trail is not whole: row ${made.audit.brokenAt} was changed. The backup holds it as it is.`)
      return EXIT.madeWithDoubt
    } finally {
      await store.$disconnect()
    }
  },
})
