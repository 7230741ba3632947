import { auditSealKey } from '../domain/audit-seal.ts'

const KEY = Symbol.for('oms-upgrade-panel.audit-seal-key')
const holder = globalThis as { [KEY]?: Buffer }

/**
 * Gives this process what it seals the audit trail with, once, where the store is opened. On the global object, because Next
 * bundles actions and routes apart; this way no service has to hand a key about.
 */
export function keepAuditKey(panelKey: Buffer): void {
  holder[KEY] = auditSealKey(panelKey)
}

export function keptAuditKey(): Buffer | null {
  return holder[KEY] ?? null
}
