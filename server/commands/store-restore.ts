import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { holdStore } from '../db/hold-store.ts'
import { openStore } from '../db/open-store.ts'
import { restoreStore } from '../db/restore-store.ts'
import { settleKey } from '../db/settle-key.ts'
import { StoreRefusal } from '../db/store-refusal.ts'
import { readSettings } from '../env.ts'
import { commandLine, EXIT, runCommand } from './run-command.ts'

const HELP = `npm run store:restore -- <file> --yes [--without-key]

Puts a backup made by store:backup in the place of the panel's own store. Stop the panel first.
The backup, its manifest, its audit trail and its key are checked before anything is replaced, and an older one is brought to this
version's schema. The store that was there is kept beside it. Everybody is signed out, and open runs wait for a person.
  --yes          do it; without it everything is checked and nothing is replaced
  --without-key  although the backup's key is not at hand: its passwords have to be entered again`

await runCommand({
  help: HELP,
  operands: 1,
  flags: ['yes', 'without-key'],
  async run({ operands: [operand = ''], flags }) {
    const settings = readSettings(process.env)
    const file = path.resolve(operand)
    if (!existsSync(file)) throw new StoreRefusal('unfit', `There is no file ${file}.`)
    mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 })
    const hold = await holdStore(settings.databaseFile, 'alone')
    if (hold === null) throw new StoreRefusal('in-use', 'A panel or another command uses the store. Stop it first. Nothing was changed.')
    const isMeant = flags.has('yes')
    const withoutKey = flags.has('without-key')
    const { account, ...actor } = commandLine()
    const { manifest, migrated, runs, starts, kept } = await restoreStore({
      file,
      settings,
      withoutKey,
      isMeant,
      actor,
      account,
      now: new Date(),
    })
    console.log(`The backup is whole: made ${manifest.madeAt} by version ${manifest.panelVersion}, key ${manifest.keyId ?? 'none'}.`)
    if (manifest.audit.brokenAt !== null) console.log(`Its audit trail was not whole when it was made: row ${manifest.audit.brokenAt}.`)
    if (migrated.length > 0) console.log(`It is brought to this version's schema by ${migrated.join(', ')}.`)
    if (!isMeant) {
      console.error(
        'Nothing was replaced. Everybody will be signed out, open runs will wait for a person, and scheduled starts are cancelled. Run it again with --yes to do it.',
      )
      return EXIT.calledWrongly
    }
    if (!withoutKey && manifest.keyId !== null) await settle(settings)
    console.log(
      `Restored ${settings.databaseFile}. Everybody has to sign in again. Runs that wait for a person now: ${runs}. Scheduled starts cancelled: ${starts}.`,
    )
    if (kept !== null) console.log(`The store that was there is kept as ${kept}.`)
    if (withoutKey)
      console.log(
        'Next: npm run key:rotate -- --yes --forget-unreadable, then start the panel and enter the passwords again on the page of each installation.',
      )
    return EXIT.done
  },
})

async function settle(settings: ReturnType<typeof readSettings>): Promise<void> {
  const store = openStore(settings.databaseFile)
  try {
    await settleKey(store, settings)
  } finally {
    await store.$disconnect()
  }
}
