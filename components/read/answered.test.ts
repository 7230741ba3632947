import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error.js'
import { expect, test } from 'vitest'
import type { Result } from '@/server/contract/result.ts'
import { answered } from './answered.ts'

// "Whether it was done is not known" sends people to look for damage at night, although the panel said no.
test('a command that the updated panel does not know is reported as not done', async () => {
  const command = () => Promise.reject<Result<never>>(new UnrecognizedActionError('Server Action "7f" was not found on the server.'))
  expect(await answered(command)).toMatchObject({ ok: false, problem: { said: { key: 'errors.panelUpdated' } } })
})

test('silence stays silence, and an answer stays as it is', async () => {
  const lost = new TypeError('Failed to fetch')
  await expect(answered(() => Promise.reject<Result<never>>(lost))).rejects.toBe(lost)
  expect(await answered(async () => ({ ok: true, value: 7 }))).toEqual({ ok: true, value: 7 })
})

test('every component gives its commands this way', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const silent = files.filter((file) => {
    const source = readFileSync(`${root}/${file}`, 'utf8')
    return (
      source.includes("from '@/server/actions/") &&
      !/\banswered\(|\buse(Answer|Command|Change|ChangeSetting)\b|\b(run|send)=\{/.test(source)
    )
  })
  expect(silent).toEqual([])
})
