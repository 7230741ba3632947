import { text } from 'node:stream/consumers'
import { Secret } from '../../../domain/secret.ts'
import { alwaysPermitted } from '../../../engine/testing/always-permitted.ts'
import { openBackupWriter } from '../open-backups.ts'

// A panel's process that restores, so that a test can kill it. What to do comes on standard input.
const { port, user, password, database, file } = JSON.parse(await text(process.stdin))
await openBackupWriter(alwaysPermitted).restore(
  { host: '127.0.0.1', port, user, password: new Secret(password), tls: { mode: 'offered' } },
  { database, file },
  { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal },
)
