import { QUOTED } from './definition-words.ts'

// Where the counter of a table stands says nothing of its definition.
const COUNTER = /\s+AUTO_INCREMENT\s*=\s*\d+/

interface Origin {
  database: string
  /** Clauses that only say how this kind of server keeps a table. */
  ignored: readonly RegExp[]
}

/** SHOW CREATE TABLE without what may differ between a table and its restored self. */
export function normalizeDefinition(text: string, { database, ignored }: Origin): string {
  // Longest first: a quoted text or name is left as it is, whatever it says.
  const expression = new RegExp([QUOTED.source, COUNTER.source, ...ignored.map(({ source }) => source)].join('|'), 'gis')
  const plain = text.replaceAll(expression, (match) => (/^['`"]/.test(match) ? match : ''))
  // OceanBase names the database even in a key to a table beside; another one stays.
  const quoted = `\`${database.replaceAll('`', '``')}\``
  return plain.replaceAll(/(?<=\bREFERENCES )(`(?:[^`]|``)+`)\.(?=`)/g, (match, name: string) =>
    name === quoted || name === quoted.toLowerCase() ? '' : match,
  )
}
