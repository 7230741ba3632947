import { X509Certificate } from 'node:crypto'
import type { CaCertificate } from '../contract/installation.ts'
import { MetaDbTls } from '../contract/metadb-tls.ts'
import { type SaidKey, say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'

const BLOCK = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g

/** The columns of an installation. What cannot be read throws: it must not turn into less protection. */
export function storedTls({ metaDbTls, metaDbCa }: { metaDbTls: string; metaDbCa: string | null }): MetaDbTls {
  return MetaDbTls.parse(metaDbTls === 'verified' ? { mode: metaDbTls, ca: metaDbCa } : { mode: metaDbTls })
}

/**
 * What somebody gave, with nothing but certificates in its CA: the text goes into option files and scripts. Codes: bad-input where it
 * holds none, one that cannot be read or has expired, or a private key, which the panel must not keep.
 */
export function acceptedTls(tls: MetaDbTls, now: Date): MetaDbTls {
  if (tls.mode !== 'verified') return tls
  if (/PRIVATE KEY-----/.test(tls.ca)) throw badCa('errors.caWithKey')
  const certificates = certificatesOf(tls.ca)
  if (certificates === null || certificates.length === 0) throw badCa('errors.caUnreadable')
  const expired = certificates.find(({ validTo }) => Date.parse(validTo) <= now.getTime())
  if (expired !== undefined) throw badCa('errors.caExpired', { until: new Date(expired.validTo).toISOString().slice(0, 10) })
  return { mode: 'verified', ca: certificates.map(String).join('').trim() }
}

/** For people: whom each certificate speaks of, and until when. */
export function describeCa(tls: MetaDbTls): CaCertificate[] {
  const certificates = tls.mode === 'verified' ? certificatesOf(tls.ca) : null
  return (certificates ?? []).map(({ subject, validTo }) => ({
    subject: subject.replaceAll('\n', ', '),
    until: new Date(validTo).toISOString(),
  }))
}

/** Whether what was sent to a MetaDB under `before` may be sent under `after` without somebody entering it again. */
export function isNoWeaker(before: MetaDbTls, after: MetaDbTls): boolean {
  return before.mode !== 'verified' || (after.mode === 'verified' && after.ca === before.ca)
}

function certificatesOf(pem: string): X509Certificate[] | null {
  try {
    return [...pem.matchAll(BLOCK)].map(([block]) => new X509Certificate(block))
  } catch {
    return null
  }
}

function badCa(said: SaidKey, params: Record<string, string> = {}): OperatorError {
  return new OperatorError('bad-input', say(said, params), { field: 'metaDb.tls.ca' })
}
