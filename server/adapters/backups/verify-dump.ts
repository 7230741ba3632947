import { createHash } from 'node:crypto'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { DumpContent } from '../../procedure/ports/backups.ts'
import { DumpScanner } from './dump-scanner.ts'
import { openDump } from './open-dump.ts'

const CHUNK_BYTES = 1 << 20

/** Reads a dump once: hash, closing line, tables with their rows. */
export async function verifyDump(file: string, signal?: AbortSignal): Promise<DumpContent> {
  const handle = await openDump(file)
  try {
    const hash = createHash('sha256')
    const scanner = new DumpScanner()
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
    let bytes = 0
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, bytes)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      scanner.push(chunk)
      bytes += bytesRead
    }
    return { bytes, sha256: hash.digest('hex'), ...scanner.end() }
  } catch (cause) {
    signal?.throwIfAborted()
    throw new OperatorError('unavailable', say('backups.fileUnreadable', { file }), { raw: String(cause), cause })
  } finally {
    await handle.close()
  }
}
