import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificates {
  /** PEM of the CA. */
  ca: string
  /** Files of a server's or client's certificate and key. */
  files: { ca: string; cert: string; key: string }
  remove(): Promise<void>
}

/** A CA of a test's own and a certificate that it signed for `names`, such as `IP:127.0.0.1`. */
export async function makeCertificates(names: string[]): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'panel-certificates-'))
  const at = (name: string): string => join(folder, name)
  const files = { ca: at('ca.pem'), cert: at('cert.pem'), key: at('key.pem') }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const extensions = `basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=${names.join(',')}\n`
  await writeFile(at('extensions'), extensions)
  await run('openssl', ['req', '-x509', ...key, '-keyout', at('ca.key'), '-out', files.ca, '-subj', '/CN=Test CA', '-days', '2'])
  await run('openssl', ['req', ...key, '-keyout', files.key, '-out', at('request'), '-subj', '/CN=test server'])
  await run('openssl', [
    ...['x509', '-req', '-in', at('request'), '-CA', files.ca, '-CAkey', at('ca.key'), '-set_serial', '2'],
    ...['-extfile', at('extensions'), '-out', files.cert, '-days', '1'],
  ])
  return { ca: await readFile(files.ca, 'utf8'), files, remove: () => rm(folder, { recursive: true, force: true }) }
}
