import type { Asking } from './asking.ts'

export async function showGrants(session: Pick<Asking, 'plain'>, sql: string): Promise<string[]> {
  return (await session.plain(sql)).flatMap((row) => Object.values(row).map(String))
}
