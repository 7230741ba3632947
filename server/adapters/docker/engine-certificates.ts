import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** The files that the docker client wants in DOCKER_CERT_PATH: the CA that proves the engine, and a certificate that proves the panel. */
export function readEngineCertificates(folder: string): { ca: Buffer; cert?: Buffer; key?: Buffer } {
  const ca = read(folder, 'ca.pem')
  if (ca === null) throw unreadable(folder, 'ca.pem')
  const cert = read(folder, 'cert.pem')
  const key = read(folder, 'key.pem')
  if (cert === null && key === null) return { ca }
  if (cert === null || key === null) throw unreadable(folder, cert === null ? 'cert.pem' : 'key.pem')
  return { ca, cert, key }
}

function read(folder: string, name: string): Buffer | null {
  try {
    return readFileSync(join(folder, name))
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ENOENT') return null
    throw unreadable(folder, name, cause)
  }
}

function unreadable(folder: string, name: string, cause?: unknown): OperatorError {
  return new OperatorError('unavailable', say('docker.certificateUnreadable', { file: join(folder, name) }), {
    hint: say('docker.certificateUnreadableHint'),
    cause,
  })
}
