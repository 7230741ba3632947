import { type Login, withOptionFile } from './login.ts'
import { tool } from './tool.ts'

const ESCAPED: Record<string, string> = { n: '\n', t: '\t', '0': '\0', '\\': '\\' }

/** A statement by the command line client: rows of texts; NULL is the text NULL. */
export async function ask(login: Login, statement: string): Promise<string[][]> {
  const args = ['--local-infile=0', '--comments', '--default-character-set=utf8mb4', '--batch', '--skip-column-names']
  const printed = await withOptionFile(login, (account) => tool('mysql', [account, ...args], { input: `${statement};\n` }))
  const lines = printed.split('\n').slice(0, -1)
  return lines.map((line) =>
    line.split('\t').map((field) => field.replace(/\\([nt0\\])/g, (_, letter: string) => ESCAPED[letter] ?? letter)),
  )
}

/** Text as a literal of a statement, and a name as an identifier. */
export const literal = (text: string) => `_utf8mb4 x'${Buffer.from(text, 'utf8').toString('hex')}'`
export const identifier = (name: string) => `\`${name.replaceAll('`', '``')}\``
