import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const COMPONENTS = fileURLToPath(new URL('..', import.meta.url))

// One board in the zone of the browser beside a log in the chosen one, and two people on the telephone talk of different minutes.
test('only one place asks the browser for its time zone', () => {
  const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
  )
  const asking = files.filter((file) =>
    /resolvedOptions|getTimezoneOffset|toLocale(?:Date|Time)?String|get(?:Hours|Minutes|Date|Day|Month|FullYear)\(/.test(
      readFileSync(COMPONENTS + file, 'utf8'),
    ),
  )
  expect(asking).toEqual(['i18n/use-zone.ts'])
})
