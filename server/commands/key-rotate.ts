import { existsSync } from 'node:fs'
import path from 'node:path'
import { holdStore } from '../db/hold-store.ts'
import { openStore } from '../db/open-store.ts'
import { StoreRefusal } from '../db/store-refusal.ts'
import { readSettings } from '../env.ts'
import { rotateKey } from '../services/rotate-key.ts'
import { commandLine, EXIT, runCommand } from './run-command.ts'

const HELP = `npm run key:rotate -- --yes [--out <file>] [--forget-unreadable]

Makes a new key and seals every secret of the panel's store with it, in one transaction. Stop the panel first.
  --yes                do it; without it nothing is changed
  --out <file>         with PANEL_KEY only: where the new key goes (0600, must not exist); set PANEL_KEY to it afterwards
  --forget-unreadable  where the old key is lost or a secret is damaged: empties what cannot be read, to be entered again`

const BEFOREHAND = `This makes a new key and seals every secret in the store with it.
Everybody is signed out and signs in again. The old key stays beside the new one, because older backups need it.
Run it again with --yes to do it. Nothing was changed.`

await runCommand({
  help: HELP,
  operands: 0,
  flags: ['yes', 'forget-unreadable'],
  values: ['out'],
  async run({ flags, values }) {
    const settings = readSettings(process.env)
    const out = values.out === undefined ? null : path.resolve(values.out)
    if (settings.key !== undefined && out === null) return wrongly('PANEL_KEY is set: say with --out <file> where the new key goes.')
    if (settings.key === undefined && out !== null) return wrongly('--out is for PANEL_KEY. Without it the new key goes to the key file.')
    if (out !== null && existsSync(out)) throw new StoreRefusal('unfit', `${out} exists already. Choose another name for the new key.`)
    if (!existsSync(settings.databaseFile)) throw new StoreRefusal('unfit', `There is no store: ${settings.databaseFile}`)
    if (!flags.has('yes')) return wrongly(BEFOREHAND)
    const hold = await holdStore(settings.databaseFile, 'alone')
    if (hold === null) throw new StoreRefusal('in-use', 'A panel or another command uses the store. Stop it first. Nothing was changed.')
    const store = openStore(settings.databaseFile)
    try {
      const { account, ...actor } = commandLine()
      const mayForget = flags.has('forget-unreadable')
      const done = await rotateKey({ store, settings, out, mayForget, actor, account, now: new Date() })
      console.log(
        `Sealed with the new key ${done.to}: ${done.secrets} secrets, ${done.twoFactors} second factors. ${done.sessions} sessions ended.`,
      )
      if (done.forgotten.length > 0) console.log(`Could not be read and have to be entered again: ${done.forgotten.join(', ')}`)
      if (out !== null) console.log(`The new key is in ${out}. Set PANEL_KEY to it before the panel starts.`)
      console.log('Keep a copy of the new key apart from the backups. Backups made before need the old one.')
      return EXIT.done
    } finally {
      await store.$disconnect()
    }
  },
})

function wrongly(words: string): number {
  console.error(words)
  return EXIT.calledWrongly
}
