import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from './sandbox/bootstrap.mjs'

const LINES_OF_ERROR = 20
const LINE_LENGTH = 300
const PAGE_LENGTH = 1_200

/** What failed of a Playwright report: `line` for a list, `text` with the whole errors, and the `page` that it saw. None where there is no report. */
export function failedSpecs(file) {
  if (!existsSync(file)) return []
  const { suites, errors } = JSON.parse(readFileSync(file, 'utf8'))
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
  const failed = suites.flatMap(specsOf).filter(({ ok }) => !ok)
  return [
    ...errors.map(({ message }) => failure('', [message])),
    ...failed.map(({ file, line, title, tests }) => {
      const result = tests.flatMap(({ results }) => results).find(({ errors }) => errors.length > 0)
      const seen = result?.attachments.find(({ name }) => name === 'error-context')?.path
      const page = seen !== undefined && existsSync(seen) ? pageOf(readFileSync(seen, 'utf8')) : ''
      const at = result?.errors[0]?.location?.line
      return failure(
        `${file}:${line} ${title}${at === undefined ? '' : ` (line ${at})`}`,
        result?.errors.map(({ message }) => message) ?? [],
        page,
      )
    }),
  ]
}

/** The same of a Vitest report; a file that could not be loaded is one. */
export function failedTests(file) {
  if (!existsSync(file)) return []
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    const path = relative(ROOT, name)
    if (failed.length === 0) return status === 'failed' ? [failure(path, [message])] : []
    return failed.map(({ fullName, failureMessages }) => failure(`${path} ${fullName}`, failureMessages))
  })
}

function failure(name, messages, page = '') {
  const errors = messages.map((message) => firstLines(stripVTControlCharacters(message), LINES_OF_ERROR))
  const inOne = errors.join(' ').replaceAll(/\s+/g, ' ')
  return {
    line: `${name}: ${inOne}`.slice(0, LINE_LENGTH),
    text: [name, ...errors, page].filter((part) => part !== '').join('\n'),
    page: page.replaceAll(/^ +/gm, (deep) => ' '.repeat(deep.length / 2)).slice(0, PAGE_LENGTH),
  }
}

/** The page's roles and names, as they are in Playwright's own context of an error; an open dialog first. */
function pageOf(context) {
  const snapshot = /^```yaml\n([\s\S]*?)^```/m.exec(context)?.[1] ?? ''
  const page = snapshot.replaceAll(/ \[(ref=\w+|cursor=pointer)\]|^ *- \/url: .*\n/gm, '').trim()
  const dialog = /^ *- (alert)?dialog /m.exec(page)?.index ?? 0
  return page.slice(dialog) + page.slice(0, dialog)
}

function firstLines(text, count) {
  return text.split('\n').slice(0, count).join('\n')
}
