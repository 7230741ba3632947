import { readFile } from 'node:fs/promises'

/** How far a file has been read by whoever shares this descriptor; null where the system does not tell (only Linux does). */
export async function filePosition(descriptor: number): Promise<number | null> {
  const text = await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1').catch(() => '')
  const position = /^pos:\s*(\d+)/m.exec(text)?.[1]
  return position === undefined ? null : Number(position)
}
