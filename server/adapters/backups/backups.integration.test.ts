import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BackupManifest } from '../../domain/databases/backup-manifest.ts'
import { contentDifferences } from '../../domain/databases/content-differences.ts'
import { dumpDifferences } from '../../domain/databases/dump-differences.ts'
import { structureDifferences } from '../../domain/databases/structure-differences.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { DumpContent } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from '../metadb/connect-meta-dbs.ts'
import { mariadb } from '../metadb/dialects/mariadb.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../metadb/testing/start-private-mariadb.ts'
import type { ToolPaths } from './find-tools.ts'
import { openBackups, openBackupWriter } from './open-backups.ts'
import { clientTools } from './testing/client-tools.ts'
import { optionFile } from './with-option-file.ts'

const run = promisify(execFile)
const backups = openBackupWriter(alwaysPermitted)
let server: PrivateMariaDb
let folder: string

beforeAll(async () => {
  server = await startPrivateMariaDb()
  await server.sql(
    'create database small character set utf8mb4 collate utf8mb4_bin',
    `create table small.texts (id int primary key, t text, b blob, comment_ varchar(9) comment 'it''s; (a)')`,
    `insert into small.texts values (1, '元数据 😀 ''quoted'' "double" \\\\ back\\nline; (1),(2)', x'00FF27285C0A', null), (2, '', '', ''), (3, ')', x'', '(')`,
    'create table small.empty_ (id int)',
    'create table small.`we``ird (; name` (`values` int, `g` int as (`values` + 1) stored)',
    'insert into small.`we``ird (; name` (`values`) values (1), (2)',
    "create view small.v as select id, '*/; x' as x from small.texts",
    'use small',
    'create trigger tr before insert on empty_ for each row begin set new.id = 7; end',
    'create procedure small.p() begin select 1; select 2; end',
    'create function small.f() returns int return 1',
    'create event small.ev on schedule every 1 day do delete from small.empty_',
    'create database big',
    'create table big.t (id int primary key, filler varchar(500))',
    'insert into big.t select seq, repeat(md5(seq), 15) from big.seq_1_to_60000',
  )
})

afterAll(() => server.stop())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-backups-'))
  return () => rm(folder, { recursive: true, force: true })
})

interface Dumped {
  content: DumpContent
  lines: string[]
  progress: number[]
}

async function dump(
  request: { database: string; file: string; tables?: string[] },
  {
    login = server.root,
    signal = new AbortController().signal,
    onProgress = () => undefined,
  }: { login?: MetaDbLogin; signal?: AbortSignal; onProgress?(): void } = {},
): Promise<Dumped> {
  const lines: string[] = []
  const progress: number[] = []
  const content = await backups.dump(
    login,
    { tables: request.tables ?? (await tablesOf(request.database)), tool: (await clientTools()).dump, ...request },
    {
      signal,
      onLine: (line) => lines.push(line),
      onProgress: (bytes) => {
        progress.push(bytes)
        onProgress()
      },
    },
  )
  return { content, lines, progress }
}

async function tablesOf(database: string): Promise<string[]> {
  const metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
  const { tables } = await metaDb.structure(database).finally(() => metaDb.close())
  return tables.map(({ name }) => name)
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

/** Restores as a rollback will: the client reads the file, and stops at the first error. */
async function restore(file: string, database: string): Promise<void> {
  const option = join(folder, 'root.cnf')
  await writeFile(option, optionFile(server.root, 'mariadb'), { mode: 0o600 })
  const { restore: tool } = await clientTools()
  await run('/bin/sh', [
    '-c',
    'exec "$0" --defaults-file="$1" --default-character-set=utf8mb4 "$2" < "$3"',
    tool.path,
    option,
    database,
    file,
  ])
  await rm(option)
}

const processesOf = async (text: string): Promise<string[]> =>
  (await run('ps', ['-eo', 'args'], { maxBuffer: 1 << 24 })).stdout
    .split('\n')
    .filter((line) => line.includes(text) && line.includes('--defaults-file'))

describe('a good dump', () => {
  test('holds each table and row of the server and nothing else, and with the objects restores to the same', async () => {
    const file = join(folder, 'job 1', 'small.sql')
    const { content, lines, progress } = await dump({ database: 'small', file })
    const metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
    const structure = await metaDb.structure('small')
    const contents = await metaDb.contents('small')
    expect(structure.objects.map(({ kind }) => kind)).toEqual(['function', 'procedure', 'view', 'trigger', 'event'])
    expect(dumpDifferences(contents.tables, content.tables)).toEqual([])
    expect(await readFile(file, 'utf8')).not.toMatch(/\bVIEW\b|\bTRIGGER\b|\bFUNCTION\b/)
    expect(content).toMatchObject({ complete: true, bytes: (await stat(file)).size })
    expect(content.sha256).toBe((await run('sha256sum', [file])).stdout.slice(0, 64))
    expect(await backups.verify(file)).toEqual(content)
    expect(lines).toEqual([])
    expect(progress.at(-1)).toBe(content.bytes)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'job 1'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(folder, 'job 1'))).toEqual(['small.sql'])

    await server.sql('create or replace database small character set utf8mb4 collate utf8mb4_bin')
    await restore(file, 'small')
    for (const object of structure.objects) await metaDb.createObject('small', object)
    expect(structureDifferences(structure, await metaDb.structure('small'))).toEqual({ differences: [], weak: [] })
    expect(contentDifferences(contents, await metaDb.contents('small'))).toEqual({ differences: [], weak: [] })
    await metaDb.close()
  })

  test('database names with quotes, backticks and a leading dash are names, not options', async () => {
    for (const [index, name] of ['-a`b\'c"d', '--result-file=', 'x;y $(id)'].entries()) {
      const quoted = `\`${name.replaceAll('`', '``')}\``
      await server.sql(`create database ${quoted}`, `create table ${quoted}.t (id int)`, `insert into ${quoted}.t values (1)`)
      const { content } = await dump({ database: name, file: join(folder, `${index}.sql`) })
      expect(content.tables).toEqual([{ name: 't', rows: 1 }])
    }
  })

  // A password on a command line is everybody's on the machine.
  test.each(["a'MARK", 'a"MARK', 'a\\MARK', 'a#MARK', 'a;MARK', ' MARK', 'MARK ', '密码MARK', '$(id)`MARK`', '\\nMARK%p', '=MARK['])(
    'the password %j works and stands in no process list and no environment',
    async (withMark) => {
      const mark = 'Zq7Kw9'
      const password = withMark.replace('MARK', mark)
      await server.sql(
        `create or replace user nasty identified by '${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
        'grant all on *.* to nasty',
      )
      const patterns = join(folder, 'patterns')
      await writeFile(patterns, `${mark}\n--defaults-file\n`)
      const seen: string[] = []
      const watching = new AbortController()
      const watch = (async () => {
        while (!watching.signal.aborted) {
          const script = 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -aF -f "$0"; true'
          seen.push((await run('/bin/sh', ['-c', script, patterns])).stdout)
        }
      })()
      const login = server.login('nasty', password)
      expect((await dump({ database: 'big', file: join(folder, 'nasty.sql') }, { login })).content.complete).toBe(true)
      watching.abort()
      await watch
      expect(seen.join('\n')).toContain('--defaults-file')
      expect(seen.join('\n')).not.toContain(mark)
    },
  )

  test('the account needs no more than the panel asks for', async () => {
    await server.sql("create or replace user modest identified by 'x'", `grant ${mariadb.neededPrivileges.join(', ')} on small.* to modest`)
    const login = server.login('modest', 'x')
    await backups.probe(login, 'small', (await clientTools()).dump)
    expect((await dump({ database: 'small', file: join(folder, 'm.sql') }, { login })).content.tables).toHaveLength(3)
  })

  test('no login file is left behind', async () => {
    const temporary = join(folder, 'tmp')
    await mkdir(temporary)
    vi.stubEnv('TMPDIR', temporary)
    await dump({ database: 'small', file: join(folder, 's.sql') })
    await backups.probe(server.root, 'small', (await clientTools()).dump)
    await problemOf(dump({ database: 'no_such', file: join(folder, 'n.sql') }))
    vi.unstubAllEnvs()
    expect(await readdir(temporary)).toEqual([])
  })
})

describe('a failed dump leaves nothing under its name', () => {
  test('a wrong password', async () => {
    const login = server.login('root', 'wrong-pass-word')
    const problem = await problemOf(dump({ database: 'small', file: join(folder, 'a.sql') }, { login }))
    expect(problem).toMatchObject({ code: 'refused', field: 'metaDb.password', raw: expect.stringContaining('1045') })
    expect(JSON.stringify(problem)).not.toContain('wrong-pass-word')
    expect(await problemOf(backups.probe(login, 'small', (await clientTools()).dump))).toMatchObject({
      code: 'refused',
      field: 'metaDb.password',
    })
    expect(await readdir(folder)).toEqual([])
  })

  test('an unknown database, for which the tool writes 870 bytes', async () => {
    expect(await problemOf(dump({ database: 'no_such', file: join(folder, 'a.sql') }))).toMatchObject({ code: 'not-found' })
    expect(await problemOf(backups.probe(server.root, 'no_such', (await clientTools()).dump))).toMatchObject({ code: 'not-found' })
    expect(await readdir(folder)).toEqual([])
  })

  test('a table that is gone by now', async () => {
    await server.sql('create or replace database broken', 'create table broken.t (id int)')
    expect(await problemOf(dump({ database: 'broken', file: join(folder, 'broken.sql'), tables: ['t', 'gone'] }))).toMatchObject({
      code: 'refused',
      raw: expect.stringContaining('gone'),
    })
    expect(await readdir(folder)).toEqual([])
  })

  // A view whose table is gone is named before T1; a dump of the tables has nothing to do with it.
  test('a view that lost its table does not stand in the way', async () => {
    await server.sql('create or replace database broken', 'create table broken.t (id int)', 'create table broken.u (id int)')
    await server.sql('create view broken.v as select * from broken.u', 'drop table broken.u')
    const { content } = await dump({ database: 'broken', file: join(folder, 'broken.sql') })
    expect(content.tables).toEqual([{ name: 't', rows: 0 }])
  })

  // The retry of a killed dump writes into a folder of its own, so its `.part` would fill the disk.
  test('what killed writers left is removed, also from the folders of other attempts, and nothing else', async () => {
    for (const name of ['attempt-2', 'before-rollback-3', 'photos']) await mkdir(join(folder, name))
    const parts = ['a.sql.part', 'attempt-2/a.sql.part', 'before-rollback-3/b.sql.part', 'manifest.json.part', 'rollback.sh.part']
    const others = ['a.sql', 'manifest.json', 'attempt-2/c.sql', 'photos/x.sql.part', 'movie.part']
    for (const name of [...parts, ...others]) await writeFile(join(folder, name), 'x')
    expect((await backups.removeLeftParts(folder)).sort()).toEqual(parts.map((name) => join(folder, name)))
    for (const name of others) expect(await readFile(join(folder, name), 'utf8')).toBe('x')
    expect(await backups.removeLeftParts(join(folder, 'none'))).toEqual([])
  })

  test('a database without tables is dumped as one without tables, not whole', async () => {
    await server.sql('create or replace database broken', 'create view broken.v as select 1 as one')
    const file = join(folder, 'none.sql')
    expect((await dump({ database: 'broken', file })).content).toMatchObject({ complete: true, tables: [] })
    expect(await readFile(file, 'utf8')).not.toContain('VIEW')
  })

  test('an abort, which ends the child too', async () => {
    const abort = new AbortController()
    const reason = new Error('held')
    await server.sql('set global max_statement_time = 0')
    const blocker = server.sql('lock tables big.t write; select sleep(30)').catch(() => undefined)
    await expect.poll(() => server.value("select count(*) from information_schema.processlist where info = 'select sleep(30)'")).toBe(1)
    const dumping = dump({ database: 'big', file: join(folder, 'a.sql') }, { signal: abort.signal })
    await expect.poll(() => processesOf('-- big')).toHaveLength(1)
    abort.abort(reason)
    await expect(dumping).rejects.toBe(reason)
    expect(await processesOf('-- big')).toEqual([])
    expect(await readdir(folder)).toEqual([])
    await server.sql(`kill ${Number(await server.value("select id from information_schema.processlist where info = 'select sleep(30)'"))}`)
    await blocker
  })

  test('a MetaDB killed in the middle', async () => {
    const blocker = server.sql('lock tables big.t write; select sleep(30)').catch(() => undefined)
    await expect.poll(() => server.value("select count(*) from information_schema.processlist where info = 'select sleep(30)'")).toBe(1)
    const dumping = problemOf(dump({ database: 'big', file: join(folder, 'a.sql') }))
    await expect.poll(() => server.value("select count(*) from information_schema.processlist where state like 'Waiting for%'")).toBe(1)
    await server.kill()
    expect(await dumping).toMatchObject({ code: 'unavailable', said: { key: 'backups.childLost' } })
    expect(await readdir(folder)).toEqual([])
    expect(await problemOf(dump({ database: 'big', file: join(folder, 'a.sql') }))).toMatchObject({
      code: 'unavailable',
      field: 'metaDb.host',
    })
    await blocker
    await server.start()
  })

  // The guide's "size is not 0" passes here with 100 MB of a dump that has no end.
  test('a disk that fills up', async () => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    await run('mount', ['-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', disk])
    try {
      expect(await problemOf(dump({ database: 'big', file: join(disk, 'a.sql') }))).toMatchObject({
        code: 'unavailable',
        said: { key: 'backups.diskFull' },
        field: 'backupFolder',
      })
      expect(await readdir(disk)).toEqual([])
      expect((await backups.checkFolder(disk)).freeBytes).toBeGreaterThan(9_000_000)
    } finally {
      await run('umount', [disk])
    }
  })

  test('a file that exists stays as it is', async () => {
    const file = join(folder, 'a.sql')
    await writeFile(file, 'older backup')
    expect(await problemOf(dump({ database: 'small', file }))).toMatchObject({ code: 'conflict' })
    expect(await readFile(file, 'utf8')).toBe('older backup')
    expect(await readdir(folder)).toEqual(['a.sql'])
  })

  test('of two dumps to one name at once, at most one wins, and its file is whole', async () => {
    const file = join(folder, 'a.sql')
    const results = await Promise.all([problemOf(dump({ database: 'small', file })), problemOf(dump({ database: 'small', file }))])
    expect(results.filter((result) => result === 'no problem').length).toBeLessThanOrEqual(1)
    for (const name of await readdir(folder)) expect((await backups.verify(join(folder, name))).complete).toBe(true)
  })

  // Such a tool dumps a system-versioned table without its past and ends well: it has to be known before the upgrade.
  test('a tool of before 10.11 is known to leave the history out, by its own help', async () => {
    const old = join(folder, 'old')
    await writeFile(
      old,
      '#!/bin/sh\ncase "$*" in *--help*) mariadb-dump "$@" | grep -v -e --dump-history ;; *) echo "mysqldump  Ver 10.19 Distrib 10.5.23-MariaDB" ;; esac\n',
    )
    await chmod(old, 0o700)
    const { dump: found } = await openBackups({ toolPaths: { dump: [old] } }).tools({ clients: 'mariadb' })
    expect(found).toMatchObject({ path: old })
    expect(await backups.dumpsHistory(found)).toBe(false)
    expect(await backups.dumpsHistory((await clientTools()).dump)).toBe(true)
  })

  test('a tool that ends well without writing the closing line', async () => {
    const liar = join(folder, 'liar')
    await writeFile(
      liar,
      '#!/bin/sh\ncase "$*" in *--help*) ;; *--version*) echo "mysqldump  Ver 10.19 Distrib 10.11.0-MariaDB" ;; *) echo "CREATE TABLE \\`a\\` (id int);" ;; esac\n',
    )
    await chmod(liar, 0o700)
    const tool = { path: liar, version: '10.11.0', flavour: 'mariadb' as const }
    const dumping = backups.dump(
      server.root,
      { database: 'small', file: join(folder, 'a.sql'), tables: ['texts'], tool },
      { onLine: () => undefined, onProgress: () => undefined, signal: new AbortController().signal },
    )
    expect(await problemOf(dumping)).toMatchObject({ code: 'refused', said: { key: 'backups.dumpIncomplete' } })
    expect(await readdir(folder)).toEqual(['liar'])
  })
})

describe('verify', () => {
  // Both ways of restoring take such a file without an error, with tables missing (RELIABILITY.md 1.2).
  test('a dump cut at the end of a statement is not complete', async () => {
    const file = join(folder, 'a.sql')
    const { content } = await dump({ database: 'small', file })
    const text = await readFile(file, 'latin1')
    await truncate(file, text.lastIndexOf(';\n', text.indexOf('INSERT INTO `texts`')) + 2)
    const cut = await backups.verify(file)
    expect(cut.complete).toBe(false)
    expect(cut.sha256).not.toBe(content.sha256)
  })

  test('a file that is gone is an error', async () => {
    expect(await problemOf(backups.verify(join(folder, 'none.sql')))).toMatchObject({ code: 'not-found' })
  })
})

describe('the backup folder', () => {
  test('is made where only it is missing, for the panel alone', async () => {
    const made = join(folder, 'new')
    expect((await backups.checkFolder(made)).freeBytes).toBeGreaterThan(0)
    expect((await stat(made)).mode & 0o777).toBe(0o700)
    expect(await readdir(made)).toEqual([])
  })

  test.each([
    ['relative/path', 'backups.folderNotAbsolute'],
    ['/no-such-folder/below', 'backups.folderParentMissing'],
    ['/etc/hostname', 'backups.folderNotAFolder'],
    ['/etc/hostname/below', 'backups.folderNotAFolder'],
  ])('%s is refused at its field', async (path, key) => {
    expect(await problemOf(backups.checkFolder(path))).toMatchObject({ field: 'backupFolder', said: { key } })
  })

  test('a folder on a read-only file system is refused', async () => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    await run('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', disk])
    try {
      expect(await problemOf(backups.checkFolder(disk))).toMatchObject({ field: 'backupFolder', raw: expect.stringContaining('EROFS') })
    } finally {
      await run('umount', [disk])
    }
  })
})

test('the manifest is written whole, for the panel alone', async () => {
  const manifest: BackupManifest = {
    format: 2,
    job: { id: 'j', number: 1 },
    installation: { id: 'i', name: 'n', edition: 'enterprise', version: '3.3.1' },
    metaDb: { host: 'h', port: 1, flavour: 'mariadb', version: '10' },
    tool: (await clientTools()).dump,
    createdAt: '2024-03-01T16:00:00.000Z',
    databases: [],
  }
  const file = join(folder, 'manifest.json')
  await backups.writeManifest(file, manifest)
  await backups.writeManifest(file, { ...manifest, createdAt: '2024-03-01T17:00:00.000Z' })
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...manifest, createdAt: '2024-03-01T17:00:00.000Z' })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['manifest.json'])
  expect(await problemOf(backups.writeManifest(join(folder, 'none', 'manifest.json'), manifest))).toMatchObject({ field: 'backupFolder' })
})

describe('tools that fit the server', () => {
  /** A program that says it is of this family. */
  async function program(name: string, words: string): Promise<string> {
    const file = join(folder, name)
    await writeFile(file, `#!/bin/sh\necho "${words}"\n`)
    await chmod(file, 0o700)
    return file
  }
  const chosen = async (clients: 'mysql' | 'mariadb' | null, paths: ToolPaths = {}) => {
    const { dump, restore } = await openBackups({ toolPaths: paths }).tools({ clients })
    return [dump, restore].map((tool) => (tool.flavour === 'panel' ? 'panel' : `${tool.flavour} ${tool.version}`))
  }

  // MariaDB's client gives values for generated columns: MySQL answers 3105, in the middle of a rollback, on every retry.
  test('a client of another family is never chosen, whatever else is installed', async () => {
    const mysqldump = await program('mysqldump', 'mysqldump  Ver 9.7.0 for Linux on x86_64 (MySQL Community Server)')
    await program('mysql', 'mysql  Ver 9.7.0 for Linux on x86_64 (MySQL Community Server)')
    const own = (await clientTools()).dump.version
    expect(await chosen('mariadb')).toEqual([`mariadb ${own}`, `mariadb ${own}`])
    expect(await chosen('mysql')).toEqual(['panel', 'panel'])
    expect(await chosen('mysql', { dump: [mysqldump] })).toEqual(['panel', 'panel'])
    expect(await chosen('mysql', { dump: [mysqldump], restore: [folder] })).toEqual(['mysql 9.7.0', 'mysql 9.7.0'])
    expect(await chosen('mariadb', { dump: [folder], restore: [folder] })).toEqual([`mariadb ${own}`, `mariadb ${own}`])
  })

  // Their headers name variables that OceanBase does not know, and MariaDB's dump there can be empty and end well.
  test('on OceanBase it is the panel itself', async () => {
    expect(await chosen(null)).toEqual(['panel', 'panel'])
  })
})

test('a dump dies with the panel', async () => {
  const script = join(folder, 'panel.ts')
  const source = new URL('./run-dump-tool.ts', import.meta.url).pathname
  const secretSource = new URL('../../domain/secret.ts', import.meta.url).pathname
  await writeFile(
    script,
    `import { open } from 'node:fs/promises'
import { runDumpTool } from ${JSON.stringify(source)}
import { Secret } from ${JSON.stringify(secretSource)}
const login = { host: '127.0.0.1', port: ${server.port}, user: 'root', password: new Secret(${JSON.stringify(server.root.password.reveal())}), tls: { mode: 'offered' } }
void open(${JSON.stringify(join(folder, 'orphan.sql'))}, 'w').then((stdout) => runDumpTool(null, { tool: ${JSON.stringify((await clientTools()).dump)}, login, database: 'big', contents: { tables: ['t'] }, stdout, onLine: console.log, signal: new AbortController().signal }))
`,
  )
  const blocker = server.sql('lock tables big.t write; select sleep(30)').catch(() => undefined)
  await expect.poll(() => server.value("select count(*) from information_schema.processlist where info = 'select sleep(30)'")).toBe(1)
  const panel = run(process.execPath, ['--import', 'tsx', script], {
    cwd: new URL('../../..', import.meta.url).pathname,
    env: { ...process.env, TMPDIR: folder },
  })
  const ended = panel.catch(() => undefined)
  await expect.poll(() => processesOf('-- big'), { timeout: 20_000 }).toHaveLength(1)
  panel.child.kill('SIGKILL')
  await ended
  await expect.poll(() => processesOf('-- big')).toEqual([])
  // Nobody is left who would remove a file with the password.
  expect((await readdir(folder)).filter((name) => name.startsWith('oms-panel-'))).toEqual([])
  await server.sql(`kill ${Number(await server.value("select id from information_schema.processlist where info = 'select sleep(30)'"))}`)
  await blocker
})
