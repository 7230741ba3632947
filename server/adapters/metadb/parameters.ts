import { say } from '../../contract/said.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { Session } from './session.ts'

/** Value of a row of oms_normal_config (OMS.md, ha.config); `missing` where there is no such row. */
export async function readParameter(session: Session, rmDatabase: string, name: string): Promise<string | 'missing'> {
  return (await select(session, rmDatabase, name, '')) ?? 'missing'
}

/** Writes only where the value is still `expected`, byte for byte: collations call different texts equal. */
export async function writeParameter(
  session: Session,
  rmDatabase: string,
  name: string,
  expected: string,
  value: string,
): Promise<boolean> {
  await session.plain('start transaction')
  const current = await select(session, rmDatabase, name, ' for update')
  if (current !== expected) {
    await session.plain('rollback')
    return false
  }
  await session.change(`update ${table(rmDatabase)} set cfg_value = ? where cfg_name = ?`, [value, name])
  // A column that is too short cuts the text without an error where the server is not strict.
  if ((await select(session, rmDatabase, name, '')) !== value) {
    await session.plain('rollback')
    throw new OperatorError('refused', say('metadb.valueNotKept', { name }))
  }
  await session.plain('commit')
  return true
}

async function select(session: Session, rmDatabase: string, name: string, lock: '' | ' for update'): Promise<string | null> {
  const rows = await session.rows(`select cfg_name, cfg_value from ${table(rmDatabase)} where cfg_name = ?${lock}`, [name])
  const values = new Set(rows.filter((row) => row['cfg_name'] === name).map((row) => String(row['cfg_value'] ?? '')))
  if (values.size > 1) throw new OperatorError('refused', say('metadb.parameterTwice', { name, database: rmDatabase }))
  return values.values().next().value ?? null
}

function table(rmDatabase: string): string {
  return `${quoteIdentifier(rmDatabase)}.oms_normal_config`
}
