import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hardCodedWords } from './hard-coded-words.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What is the same in every language, or has to be said without any catalogue. */
const ALLOWED: Record<string, string[]> = {
  // Stands in for the whole page where not even the catalogue could be loaded: both languages at once.
  'app/global-error.tsx': ['This page could not be shown · 无法显示此页面'],
  // The first line of what is to be pasted.
  'components/installation/adopt/tls-fields.tsx': ['-----BEGIN CERTIFICATE-----'],
  'components/notify/webhook-fields.tsx': ['https://'],
  // Letters on keys.
  'components/palette/key-sheet.tsx': ['K', 'g'],
  'components/palette/palette-button.tsx': ['K'],
  'components/report/report-dumps.tsx': ['SHA-256'],
  'components/upgrade/dumps-board.tsx': ['SHA-256'],
  // The command itself.
  'components/upgrade/leftover-notes.tsx': ['docker stop'],
}

const files = ['app', 'components'].flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => `${folder}/${file}`),
)

// Whoever reads Chinese meets an English sentence in the middle of a decision, and no catalogue shows that it is missing.
test('no component has words that are in no catalogue', () => {
  expect(files.length).toBeGreaterThan(250)
  const found = files.map((file) => [file, hardCodedWords(readFileSync(ROOT + file, 'utf8'))] as const)
  expect(Object.fromEntries(found.filter(([, words]) => words.length > 0))).toEqual(ALLOWED)
})

// A finder that stopped understanding the code would find nothing for ever.
test('words between tags, in expressions and in spoken attributes are found', () => {
  const words = (jsx: string) => hardCodedWords(`const a = ${jsx}`)
  expect(words('<p>Stopped at a <b>safe</b> place 3</p>')).toEqual(['Stopped at a', 'safe', 'place 3'])
  expect(words("<p>{isOpen ? 'Open' : '关'}</p>")).toEqual(['Open', '关'])
  expect(words(`<p>{\`Job \${number}\`}</p>`)).toEqual(['Job'])
  expect(words("<p>{name + ' is gone'}{text || 'none'}</p>")).toEqual(['is gone', 'none'])
  expect(words(`<img alt="A picture" title={x ? 'Now' : y} aria-label={\`Copy \${what}\`} />`)).toEqual(['A picture', 'Now', 'Copy'])
})

test('numbers, signs, classes, ids and texts of the catalogue are none', () => {
  const jsx = `<p className="font-bold" id='x' data-kind={'good'}>{t('a.b')} · {kind === 'open' && <b>{t(\`c.\${d}\`)}</b>} 3 → {' '}</p>`
  expect(hardCodedWords(`const a = ${jsx}`)).toEqual([])
})

test('an element that is given to another one is looked into', () => {
  expect(hardCodedWords("const a = <Field actions={<Button title={'Now'}>Go</Button>} render={() => <b>there</b>} />")).toEqual([
    'Now',
    'Go',
    'there',
  ])
})
