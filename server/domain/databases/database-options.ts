import { QUOTED } from './definition-words.ts'

const NAMED = /^\s*CREATE\s+DATABASE\s+(?:\/\*!\d+\s+IF\s+NOT\s+EXISTS\s*\*\/\s*)?(?:IF\s+NOT\s+EXISTS\s+)?(?:`(?:[^`]|``)*`|\S+)/i
// What a version comment holds is a clause; a plain comment is the server's own remark.
const PART = new RegExp(
  `${QUOTED.source}|/\\*!\\d+|/\\*.*?\\*/|\\*/|\\s+|(?:DEFAULT\\s+)?(?:CHARACTER\\s+SET|CHARSET|COLLATE)\\s*=?\\s*\\w+`,
  'gis',
)

/** Everything that SHOW CREATE DATABASE says beside the name, the character set and the collation: encryption, a comment, zones of OceanBase. */
export function otherOptions(created: string): string {
  const clauses = created.replace(NAMED, '').replaceAll(PART, (part) => {
    if (/^\s/.test(part) || /^\/\*!/.test(part) || part === '*/') return ' '
    return /^(?:default\s+)?(?:char|collate)/i.test(part) ? ' ' : part
  })
  // Spaces inside a text belong to it.
  return clauses.replaceAll(new RegExp(`${QUOTED.source}| +`, 'gs'), (part) => (part.startsWith(' ') ? ' ' : part)).trim()
}
