import type { Transaction } from './open-store.ts'

/** Every column that `Cipher` seals, with the purpose it is bound to; a test compares this list with the schema. */
export const SEALED_COLUMNS = [
  { model: 'installation', column: 'metaPasswordEnc', purpose: 'metadb' },
  { model: 'installation', column: 'consolePasswordEnc', purpose: 'console' },
] as const satisfies readonly { model: keyof Transaction; column: `${string}Enc`; purpose: string }[]

type SealedColumn = (typeof SEALED_COLUMNS)[number]

export interface SealedValue {
  id: string
  text: string
}

/** What all tables with sealed columns have in common. */
interface SealedTable {
  findMany(query: { select: Record<string, true>; orderBy: { id: 'asc' } }): Promise<Record<string, unknown>[]>
  update(change: { where: { id: string }; data: Record<string, string> }): Promise<unknown>
}

function tableOf(tx: Transaction, { model }: SealedColumn): SealedTable {
  return tx[model] as unknown as SealedTable
}

/** The values of one column that hold something. */
export async function readSealed(tx: Transaction, place: SealedColumn): Promise<SealedValue[]> {
  const rows = await tableOf(tx, place).findMany({ select: { id: true, [place.column]: true }, orderBy: { id: 'asc' } })
  return rows.flatMap(({ id, [place.column]: text }) => (typeof text === 'string' && text !== '' ? [{ id: String(id), text }] : []))
}

/** An empty text says that the secret has to be entered again. */
export async function writeSealed(tx: Transaction, place: SealedColumn, { id, text }: SealedValue): Promise<void> {
  await tableOf(tx, place).update({ where: { id }, data: { [place.column]: text } })
}
