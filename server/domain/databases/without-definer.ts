const NAME = "(?:`(?:[^`]|``)*`|'(?:[^']|'')*'|[^\\s@]+)"
const DEFINER = new RegExp(`^(\\s*CREATE\\s+)DEFINER\\s*=\\s*${NAME}@${NAME}\\s+`, 'i')

/** The statement that creates the same object as whoever sends it. */
export function withoutDefiner(statement: string): string {
  return statement.replace(DEFINER, '$1')
}
