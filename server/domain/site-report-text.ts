import type { Finding } from '../contract/finding.ts'
import type { Locale } from '../contract/locales.ts'
import { type Said, say } from '../contract/said.ts'
import { inLanguage } from './in-language.ts'

export interface SiteFacts {
  at: string
  version: string
  facts: {
    name: 'container' | 'oms' | 'docker' | 'metaDb' | 'databases' | 'tools' | 'console' | 'backups' | 'wayBack'
    value: Said | string
  }[]
  findings: Finding[]
  /** What nobody asked to be looked at. */
  notLooked: Said[]
}

const GROUPS = ['blocking', 'unknown', 'confirm', 'note', 'ok'] as const
const MARKS = { blocking: '✗', unknown: '?', confirm: '!', note: 'i', ok: '✓' } as const
type Group = (typeof GROUPS)[number]

const groupOf = ({ level, isUnknown }: Finding): Group => (isUnknown === true ? 'unknown' : level)

/** How many findings of each kind; "could not look" is no kind of "would block". */
export function countGroups(findings: Finding[]): Record<Group, number> {
  const counts = { blocking: 0, unknown: 0, confirm: 0, note: 0, ok: 0 }
  for (const finding of findings) counts[groupOf(finding)] += 1
  return counts
}

function verdictOf(findings: Finding[]): Said {
  const { blocking, unknown } = countGroups(findings)
  if (blocking > 0) return say('site.verdict.blocked', { count: blocking })
  return unknown > 0 ? say('site.verdict.unknown', { count: unknown }) : say('site.verdict.ready')
}

const indented = (text: string, depth: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(depth))

/** A site check as plain text, everything about one thing in one place, the worst first. */
export function siteReportText({ at, version, facts, findings, notLooked }: SiteFacts, locale: Locale): string {
  const words = (said: Said | string) => (typeof said === 'string' ? said : inLanguage(locale, said))
  const labels = facts.map(({ name }) => words(say(`site.fact.${name}`)))
  // A Chinese character takes two columns of a terminal.
  const width = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 2 : 1), 0)
  const widest = Math.max(...labels.map(width))
  const rows = facts.map(({ value }, index) => {
    const label = labels[index] ?? ''
    return `  ${label}${' '.repeat(widest - width(label))}  ${words(value)}`
  })
  const groups = GROUPS.flatMap((group) => {
    const own = findings.filter((finding) => groupOf(finding) === group)
    if (own.length === 0) return []
    return [
      '',
      words(say(`site.group.${group}`, { count: own.length })),
      ...own.flatMap((finding) => linesOf(finding, MARKS[group], words)),
    ]
  })
  const asides = notLooked.length === 0 ? [] : ['', ...notLooked.map(words)]
  const head = [words(say('site.title', { at, version })), words(say('site.unchanged')), '']
  return [...head, ...rows, ...groups, ...asides, '', words(verdictOf(findings)), ''].join('\n')
}

function linesOf({ title, meaning, action, list = [], raw }: Finding, mark: string, words: (said: Said) => string): string[] {
  const more = [meaning, action, ...list].flatMap((said) => (said === undefined ? [] : [words(said)]))
  return [
    `  ${mark} ${words(title)}`,
    ...more.map((line) => indented(line, 4)),
    ...(raw === undefined || raw === '' ? [] : [indented(raw, 6)]),
  ]
}
