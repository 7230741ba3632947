import { quoteForShell } from './quote-for-shell.ts'

const IN_IMAGE = /^docker run --rm --interactive --network host --entrypoint (mysqldump|mysql) (?:'(?:[^']|'\\'')*'|[^\s']+)(?= )/

/** Said after what a client would do, where the panel does it through its driver. */
export const BY_PANEL = ' # done by the panel itself, without a client program'

/** A client in an image, as a person would call it there. */
export function clientInImage(program: 'mysql' | 'mysqldump', image: string): string {
  return `docker run --rm --interactive --network host --entrypoint ${program} ${quoteForShell(image)}`
}

/** The command as it is where the client is a program of the machine. */
export function whereverTheClient(command: string): string {
  return command.replace(IN_IMAGE, '$1').replace(BY_PANEL, '')
}
