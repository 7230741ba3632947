import { expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { BackupsWriter, ToolPair } from './ports/backups.ts'
import type { MetaDbWriter } from './ports/metadb.ts'
import { rehearseTransfer } from './rehearse-transfer.ts'

const PANEL = { version: '1', flavour: 'panel' } as const
const OWN = { path: '/usr/bin/mysql', version: '8.0.36', flavour: 'mysql' } as const
const IN_IMAGE = { ...OWN, image: { id: 'sha256:1', name: 'oms:1', container: 'c', installation: 'i' } }

/** A rehearsal in which this client's dump ends with `cause`, and the panel's own is refused. */
async function rehearsed(tool: typeof OWN, cause: OperatorError) {
  const nothing = async () => undefined
  const metaDb = {
    dropBeside: nothing,
    createBeside: nothing,
    fillSample: nothing,
    structure: async () => ({ tables: [] }),
    contents: nothing,
  }
  const backups = {
    withScratchFile: async (work: (file: string) => Promise<void>) => await work('/tmp/sample.sql'),
    dump: async (_: unknown, { tool: by }: { tool: unknown }) => {
      throw by === PANEL ? new OperatorError('refused', say('backups.dumpFailed', { database: 'x' })) : cause
    },
  }
  const pairs: ToolPair[] = [
    { dump: tool, restore: tool },
    { dump: PANEL, restore: PANEL },
  ]
  const given = { metaDb: metaDb as unknown as MetaDbWriter, backups: backups as unknown as BackupsWriter, pairs }
  return await rehearseTransfer({ ...given, login: {} as never, like: [], name: 'x', signal: new AbortController().signal })
}

// A client in a container of another host may reach no MetaDB, or another one. An engine that was away for a moment says nothing of
// it, and its clients counted as refused until somebody thought of trying again.
test('a client that finds no server is refused where it is elsewhere; an engine or a server that is away is an error', async () => {
  const unreached = new OperatorError('unavailable', say('metadb.unreachable', { host: 'h', port: 1, user: 'u' }))
  const away = new OperatorError('unavailable', say('docker.unreachable', { address: 'a' }))
  expect(await rehearsed(IN_IMAGE, unreached)).toMatchObject({ refused: [{ tool: { image: 'sha256:1' } }, { tool: PANEL }] })
  await expect(rehearsed(IN_IMAGE, away)).rejects.toBe(away)
  await expect(rehearsed(OWN, unreached)).rejects.toBe(unreached)
})
