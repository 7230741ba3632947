export type Value = string | number | bigint | null

export type Row = Record<string, unknown>

/** As much of a session as a dialect needs. */
export interface Asking {
  plain(sql: string): Promise<Row[]>
  rows(sql: string, values: Value[]): Promise<Row[]>
}

const UNKNOWN_VARIABLE = 1193

/** False where the server does not know the variable. */
export async function setIfKnown(session: Pick<Asking, 'plain'>, setting: string): Promise<boolean> {
  return await session.plain(`set session ${setting}`).then(
    () => true,
    (error: { errno?: number }) => {
      if (error.errno !== UNKNOWN_VARIABLE) throw error
      return false
    },
  )
}
