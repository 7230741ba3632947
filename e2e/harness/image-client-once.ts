import { text } from 'node:stream/consumers'
import { openBackupWriter } from '../../server/adapters/backups/open-backups.ts'
import { parseDockerAddress } from '../../server/adapters/docker/docker-address.ts'
import { Secret } from '../../server/domain/secret.ts'
import { alwaysPermitted } from '../../server/engine/testing/always-permitted.ts'

// A panel's process that dumps or restores by the clients in an image, so that a test can kill it. What to do comes on standard input.
const { engine, port, user, password, tables, database, file, tool } = JSON.parse(await text(process.stdin))
const backups = openBackupWriter(alwaysPermitted, { engine: parseDockerAddress(engine) })
const login = { host: '127.0.0.1', port, user, password: new Secret(password), tls: { mode: 'offered' } as const }
const told = { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal }
await (tables === undefined
  ? backups.restore(login, { database, file, tool }, told)
  : backups.dump(login, { database, tables, file, tool }, told))
