/** A text or a name in a definition; its source goes into longer expressions. */
export const QUOTED = /'(?:[^'\\]|\\.|'')*'|`(?:[^`]|``)*`|"(?:[^"\\]|\\.|"")*"/gs

/** A definition without its quoted texts, such as comments, which may say anything. */
export function withoutTexts(definition: string): string {
  return definition.replaceAll(QUOTED, (match) => (match.startsWith('`') ? match : "''"))
}

/** The server's own words alone: neither texts nor names are left. */
export function ownWords(definition: string): string {
  return definition.replaceAll(QUOTED, "''")
}
