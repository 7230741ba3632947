import type { ObjectKind } from '../../../domain/databases/structure.ts'
import type { Grant } from '../grants.ts'
import { holdsPrivilege } from '../held-privileges.ts'
import type { Asking } from './asking.ts'

/** What decides whether this account may create a view, trigger, routine or event that it did not make. */
export interface CreationRules {
  /** Kinds that carry the name of an account at all. */
  hasDefiner(kind: ObjectKind): boolean
  /** As long as the other account is there, and is nobody special. */
  mayNameOthers: boolean
  /**
   * Privileges that are lacking to create something in the name of this other account. `perhaps`: only where that account is gone, or is
   * protected, which this one may not see.
   */
  lackingFor(definer: string): { surely: string[]; perhaps: string[] }
  /** `super-only`: no trigger and no function. `declared-only`: no function that does not say what it does with data. */
  binaryLog: 'free' | 'super-only' | 'declared-only'
}

/** Of MySQL and MariaDB, seen on 9.7, 10.11 and 11.8: 1419 without SUPER, and 1418 for an undeclared function even with it. */
export async function binaryLogRule(session: Asking, grants: readonly Grant[]): Promise<CreationRules['binaryLog']> {
  const rows = await session.plain("show global variables where variable_name in ('log_bin', 'log_bin_trust_function_creators')")
  const isOn = (name: string): boolean => rows.some((row) => row['variable_name'] === name && /^(1|on)$/i.test(String(row['value'])))
  if (!isOn('log_bin') || isOn('log_bin_trust_function_creators')) return 'free'
  return holdsPrivilege(grants, 'SUPER', null) ? 'declared-only' : 'super-only'
}

/** Accounts as `user@host`; null where this one may not read them. */
export async function accountsOf(session: Asking, sql: string): Promise<ReadonlySet<string> | null> {
  return await session.plain(sql).then(
    (rows) => new Set(rows.map((row) => `${row['user']}@${row['host']}`)),
    () => null,
  )
}

/** Whether a server's version is this one or a later one. */
export function isFrom(version: string, ...wanted: number[]): boolean {
  const parts = (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number)
  for (const [place, number] of wanted.entries()) {
    const part = parts[place] ?? 0
    if (part !== number) return part > number
  }
  return true
}
