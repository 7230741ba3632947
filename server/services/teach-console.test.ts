import { describe, expect, test } from 'vitest'
import { MAXIMUM_HAR_BYTES } from '../domain/console-calls/read-har.ts'
import { readHarUpload, watchConsole } from './teach-console.ts'

const ID = 'a'.repeat(64)
const OLD = '2026-11-30 16:00:00 GET /oms/servers response: {"data":[{"ip":"10.0.0.5","status":"ONLINE"}]}'
const NEW = '2026-11-30 16:00:09 GET /oms/params?name=ha.config response: {"data":[{"name":"ha.config","value":"{\\"enable\\":true}"}]}'

const engine = (text: string | 'missing', isThere = true) => ({
  world: {
    docker: {
      container: async () => (isThere ? { id: ID } : ('missing' as const)),
      readFileEnd: async () => (text === 'missing' ? text : { text, isWhole: true }),
    },
  },
})

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

describe('watching the log of a console', () => {
  // What was called yesterday, by another version or another person, teaches nothing.
  test('only lines that came after it began count', async () => {
    const { mark, teaching } = await watchConsole(engine(`${OLD}\n`), ID, null)
    expect(teaching).toBeNull()
    const later = await watchConsole(engine(`${OLD}\n${NEW}\n`), ID, mark)
    expect(later.teaching?.found).toEqual({ parameters: true, change: false, servers: false })
    expect((await watchConsole(engine(`${OLD}\n`), ID, mark)).teaching?.seen).toEqual([])
  })

  test('a log that was rotated meanwhile is read from its beginning', async () => {
    const { mark } = await watchConsole(engine(`${OLD}\n`), ID, null)
    expect((await watchConsole(engine(`${NEW}\n`), ID, mark)).teaching?.found.parameters).toBe(true)
  })

  test('a log that is not there yet is named, and watched from its first line', async () => {
    const { mark, hasLog } = await watchConsole(engine('missing'), ID, null)
    expect(hasLog).toBe(false)
    expect((await watchConsole(engine(`${NEW}\n`), ID, mark)).teaching?.found.parameters).toBe(true)
  })

  test('the mark that a browser holds shows nothing of the line', async () => {
    expect((await watchConsole(engine(`${OLD}\n`), ID, null)).mark).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a container that is gone is named', async () => {
    expect(await problemOf(watchConsole(engine('', false), ID, null))).toMatchObject({ code: 'not-found', field: 'containerId' })
  })
})

test('an upload that never ends is refused without being gathered', async () => {
  let sent = 0
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1 << 20
      controller.enqueue(new Uint8Array(1 << 20))
    },
    cancel() {
      isCancelled = true
    },
  })
  expect(await problemOf(readHarUpload(endless, 'http://10.0.0.5:8089'))).toMatchObject({
    code: 'bad-input',
    said: { key: 'console.teach.tooLarge' },
  })
  expect(isCancelled).toBe(true)
  expect(sent).toBeLessThan(MAXIMUM_HAR_BYTES + (8 << 20))
})

test('an empty upload is no recording', async () => {
  expect(await problemOf(readHarUpload(null, 'http://10.0.0.5:8089'))).toMatchObject({ said: { key: 'console.teach.notJson' } })
})
