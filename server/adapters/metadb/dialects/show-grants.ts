import type { Session } from '../session.ts'

export async function showGrants(session: Pick<Session, 'plain'>, sql: string): Promise<string[]> {
  return (await session.plain(sql)).flatMap((row) => Object.values(row).map(String))
}
