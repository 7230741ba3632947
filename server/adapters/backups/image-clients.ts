import type { FileHandle } from 'node:fs/promises'
import type { ToolImage } from '../../contract/dump-tools.ts'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { DUMPS, RESTORES, toolOf } from './find-tools.ts'
import type { FoundTools } from './fitting-tools.ts'
import { optionFileInImage } from './with-option-file.ts'

// Nothing that OMS's container or the machine's user says to a client reaches these.
const BASH = ['bash', '--noprofile', '--norc', '-p', '-c']
const OWN_SETTINGS = `unset \${!MYSQL@} \${!LIBMYSQL@} \${!MARIADB@} BASH_ENV ENV; export LC_ALL=C MYSQL_TEST_LOGIN_FILE=/dev/null`

/**
 * The login comes first on the standard input, and the program gets it as an open file without a name: in neither argv, environment nor
 * "docker inspect", and in no file that a crash would leave on a disk: bash before 5.1 makes one of it
 * for a moment, and puts it in memory here. What follows on the input is the program's own. A certificate is a file of its own, since what
 * bash lends can be read once.
 */
const LENT = `${OWN_SETTINGS}
TMPDIR=/dev/shm
IFS= read -r -N "$1" login || exit 70
ca=; [ "$2" -eq 0 ] || IFS= read -r -N "$2" ca || exit 70
shift 2
exec "$@" 3<<<"$login" 4<<<"$ca"`
const CA_FILE = '/dev/fd/4'

const NAMED = `${OWN_SETTINGS}
for name; do
  path=$(type -P "$name") || continue
  said=$("$path" --no-defaults --version 2>&1) || continue
  printf '%s\\t%s\\n' "$path" "\${said%%$'\\n'*}"
done
exit 0`

const LOOK_SECONDS = 30
const SAYS_NOTHING = new Set(['refused', 'conflict', 'timeout'])
const CHUNK_BYTES = 1 << 18

/** The clients in the image of a running container. */
export async function lookInImage(programs: ImagePrograms, image: ToolImage, seconds = LOOK_SECONDS): Promise<FoundTools> {
  // An image without the shell, or a container that lets nobody in or does not answer, has no clients to offer.
  const said = await outputOf(programs, image, [...BASH, NAMED, 'bash', ...DUMPS, ...RESTORES], seconds).catch((cause: unknown) => {
    if (cause instanceof OperatorError && SAYS_NOTHING.has(cause.problem.code)) return ''
    throw cause
  })
  const tools = said.split('\n').flatMap((line): ClientTool[] => {
    const [path = '', words = ''] = line.split('\t')
    return /(Distrib|from|Ver) /.test(words) ? [{ ...toolOf(path, words), image }] : []
  })
  const named = (names: string[]) => tools.filter(({ path }) => names.some((name) => path.endsWith(`/${name}`)))
  return { dumps: named(DUMPS), restores: named(RESTORES) }
}

// What a program of an image can do never changes.
const helps = new Map<string, string>()

export async function helpInImage(programs: ImagePrograms, image: ToolImage, path: string): Promise<string> {
  const key = `${image.id} ${path}`
  const known = helps.get(key)
  if (known !== undefined) return known
  const help = await outputOf(programs, image, [...BASH, `${OWN_SETTINGS}; exec "$@"`, 'bash', path, '--no-defaults', '--help'])
  helps.set(key, help)
  return help
}

async function outputOf(programs: ImagePrograms, image: ToolImage, argv: string[], seconds = LOOK_SECONDS): Promise<string> {
  const chunks: Buffer[] = []
  const onOutput = (bytes: Buffer, stream: 'stdout' | 'stderr') => void (stream === 'stdout' && chunks.push(bytes))
  const signal = AbortSignal.timeout(seconds * 1000)
  const code = await programs.run(image, { argv, stdin: nothing(), onOutput, signal }).catch((cause: unknown) => {
    if (cause !== signal.reason) throw cause
    throw new OperatorError('timeout', say('backups.tooSlow', { seconds }), { hint: say('docker.noAnswerHint') })
  })
  if (code !== 0) throw new OperatorError('refused', say('backups.imageClientsSilent', { image: image.name, code }))
  return Buffer.concat(chunks).toString('utf8')
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** What a client is to do, wherever it is. */
export interface ClientCall {
  login: MetaDbLogin
  /** Whose options the program takes. */
  family: ClientTool['flavour']
  /** They name the login by OPTION_FILE. */
  args: string[]
  /**
   * Read from its beginning. A program of the panel's machine reads and writes both itself: through Node's streams a dump took 1.5 times as
   * long (RELIABILITY.md).
   */
  stdin: FileHandle | null
  stdout: FileHandle | null
  /** A program of an image runs in a container of its own, also while OMS runs: so does whatever fills a database, which must end with the panel. */
  isOwn: boolean
  /** How far the file has been given to a program of an image. */
  onRead?(bytes: number): void
  signal: AbortSignal
}

interface ImageRun extends ClientCall {
  image: ToolImage
  path: string
  onWords(bytes: Buffer): void
}

export async function runInImage(programs: ImagePrograms, run: ImageRun): Promise<number> {
  const { image, path, args, login, family, stdout, isOwn, onWords, signal } = run
  const options = Buffer.from(optionFileInImage(login, family, CA_FILE))
  const ca = Buffer.from(login.tls.mode === 'verified' ? login.tls.ca : '')
  const program = {
    argv: [...BASH, LENT, 'bash', String(options.length), String(ca.length), path, ...args],
    stdin: inputOf(Buffer.concat([options, ca]), run),
    onOutput: async (bytes: Buffer, stream: 'stdout' | 'stderr') => {
      if (stream === 'stderr') onWords(bytes)
      else if (stdout !== null) await writeAll(stdout, bytes)
    },
    signal,
  }
  return await programs.run(image, program, isOwn ? 'own' : undefined)
}

async function* inputOf(first: Buffer, { stdin, onRead }: ImageRun): AsyncGenerator<Buffer> {
  yield first
  for (let position = 0; stdin !== null; ) {
    const { bytesRead, buffer } = await stdin.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    position += bytesRead
    onRead?.(position)
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}
