import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export interface SealedHead {
  eventId: number
  hash: string
  sealedAfter: number
}

/** The key of the audit trail's seal, derived from the panel's key: neither tells the other. */
export function auditSealKey(panelKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', panelKey, '', 'audit-head', 32))
}

/** HMAC-SHA-256, hex, over where the trail ends. */
export function sealHead(sealKey: Buffer, { eventId, hash, sealedAfter }: SealedHead): string {
  return createHmac('sha256', sealKey).update(`${sealedAfter}\n${eventId}\n${hash}`).digest('hex')
}

export function sealFits(sealKey: Buffer, head: SealedHead & { seal: string }): boolean {
  const [expected, found] = [Buffer.from(sealHead(sealKey, head)), Buffer.from(head.seal)]
  return expected.length === found.length && timingSafeEqual(expected, found)
}
