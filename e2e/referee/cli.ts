import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { databaseDifferences } from './compare-databases.ts'
import type { Exception } from './exceptions.ts'
import { notRolledBack, notUpgraded, touched } from './judge.ts'
import { type Picture, takePicture } from './picture.ts'
import { RefereeError } from './referee-error.ts'

const USAGE = `tsx e2e/referee/cli.ts picture <file> --host … --port … --user … --databases rm,cm,cm_hb --docker unix:///… --console http://…
    takes a picture of the world; the password is read from standard input. The file holds metadata: 0600
tsx e2e/referee/cli.ts compare <before> <after>
    every difference between the databases of two pictures
  --is rolled-back|untouched --old <container id>     the whole world, with what a living OMS writes left out
  --is upgraded --old <container id> --new <container name> --plain <picture after a plain init>
  --allow <file>     further exceptions: a JSON array of {table, where, columns, rows, isCounting, reason}
Ends with 0 where nothing differs, 1 where something does, 2 where the referee could not see.`

const OPTIONS = ['host', 'port', 'user', 'databases', 'docker', 'console', 'is', 'old', 'new', 'plain', 'allow'] as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }])),
})

function given(name: (typeof OPTIONS)[number]): string {
  const value = values[name]
  if (typeof value !== 'string') throw new RefereeError(`--${name} is missing.\n${USAGE}`)
  return value
}

const read = <T>(file: string | undefined): T => {
  if (file === undefined) throw new RefereeError(USAGE)
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

function differences(before: Picture, after: Picture): string[] {
  const exceptions = values.allow === undefined ? [] : read<Exception[]>(given('allow'))
  for (const { table, reason } of exceptions) if (!reason) throw new RefereeError(`the exception for ${table} has no reason`)
  if (values.is === undefined) return databaseDifferences(before.databases, after.databases, exceptions)
  const more = { oldId: given('old'), exceptions }
  if (values.is === 'rolled-back') return notRolledBack(before, after, more)
  if (values.is === 'untouched') return touched(before, after, more)
  if (values.is !== 'upgraded') throw new RefereeError(USAGE)
  return notUpgraded(before, after, { ...more, newName: given('new'), plain: read<Picture>(given('plain')).databases })
}

async function main([command, ...files]: string[]): Promise<number> {
  if (command === 'compare') {
    const lines = differences(read(files[0]), read(files[1]))
    console.log(lines.join('\n'))
    return lines.length === 0 ? 0 : 1
  }
  const [file] = files
  if (command !== 'picture' || file === undefined) throw new RefereeError(USAGE)
  const password = readFileSync(0, 'utf8').replace(/\n$/, '')
  const metaDb = { host: given('host'), port: Number(given('port')), user: given('user'), password }
  const place = { metaDb, databases: given('databases').split(','), dockerHost: given('docker'), consoleUrl: given('console') }
  writeFileSync(file, JSON.stringify(await takePicture(place)), { mode: 0o600 })
  return 0
}

process.exitCode = await main(positionals).catch((cause: unknown) => {
  console.error(cause instanceof RefereeError ? cause.message : cause)
  return 2
})
