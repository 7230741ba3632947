import type { Session } from './session.ts'

/** Free space where the server keeps its data; null where it does not tell, which is most of them. */
export async function freeBytes(session: Session): Promise<number | null> {
  // A plugin of MariaDB, seldom installed. `Available` is in kilobytes; the folder of the longest path is the one that holds the data.
  const rows = await session
    .plain(
      "select available * 1024 as free from information_schema.disks where @@datadir like concat(path, '%') order by length(path) desc limit 1",
    )
    .catch(() => [])
  const free = Number(rows[0]?.['free'])
  return rows.length > 0 && Number.isSafeInteger(free) ? free : null
}
