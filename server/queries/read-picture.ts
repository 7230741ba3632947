import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Locale } from '../contract/locales.ts'

const FOLDER = 'public/screenshots'
/** Where a PNG says how wide and how high it is. */
const WIDTH_AT = 16
const HEAD_BYTES = 24

export interface Picture {
  src: string
  width: number
  height: number
}

/** A screenshot as it looks in each theme; the same one twice where it exists in one theme only. Null where there is none. */
export async function readPicture(name: string, locale: Locale): Promise<{ light: Picture; dark: Picture } | null> {
  const inLanguage = locale === 'en' ? '' : `-${locale}`
  const light = (await first(`${name}${inLanguage}`, name)) ?? null
  const dark = (await first(`${name}-dark${inLanguage}`, `${name}-dark`)) ?? light
  return light === null || dark === null ? null : { light, dark }
}

async function first(...names: string[]): Promise<Picture | undefined> {
  for (const name of names) {
    const size = await sizeOf(path.join(FOLDER, `${name}.png`))
    if (size !== null) return { src: `/screenshots/${name}.png`, ...size }
  }
  return undefined
}

async function sizeOf(file: string): Promise<{ width: number; height: number } | null> {
  const opened = await open(file).catch(() => null)
  if (opened === null) return null
  try {
    const { buffer } = await opened.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return { width: buffer.readUInt32BE(WIDTH_AT), height: buffer.readUInt32BE(WIDTH_AT + 4) }
  } finally {
    await opened.close()
  }
}
