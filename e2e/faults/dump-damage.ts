import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { FaultScene } from './fault-scene.ts'

/** Changes files of a backup; the returned function puts back what was there, the very files. */
export type Damage = (files: string[]) => () => void

export function dumpsOf({ panel }: Pick<FaultScene, 'panel'>): string[] {
  const all = readdirSync(panel.backupFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('_331.sql'))
  return all.sort().map((file) => path.join(panel.backupFolder, file))
}

const first = ([file]: string[]): string => {
  if (file === undefined) throw new Error('there is no dump')
  return file
}

export const remove: Damage = (files) => {
  const file = first(files)
  renameSync(file, `${file}.away`)
  return () => renameSync(`${file}.away`, file)
}

export const flipByte: Damage = (files) => {
  const file = first(files)
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  const putBack = remove(files)
  writeFileSync(file, bytes)
  return putBack
}

export const swap: Damage = (files) => {
  const [one, other] = [first(files), first(files.slice(1))]
  const exchange = () => {
    renameSync(one, `${one}.away`)
    renameSync(other, one)
    renameSync(`${one}.away`, other)
  }
  exchange()
  return exchange
}
