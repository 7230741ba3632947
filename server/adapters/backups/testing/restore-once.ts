import { text } from 'node:stream/consumers'
import { Secret } from '../../../domain/secret.ts'
import { openBackups } from '../open-backups.ts'

// A panel's process that restores, so that a test can kill it. What to do comes on standard input.
const { port, user, password, database, file } = JSON.parse(await text(process.stdin))
await openBackups().restore(
  { host: '127.0.0.1', port, user, password: new Secret(password) },
  { database, file },
  { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal },
)
