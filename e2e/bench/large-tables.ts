import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { createConnection } from 'mysql2/promise'
import type { OpenSandbox } from '../sandbox/walk-document.ts'

export interface Size {
  tables: number
  /** Of each table; about 300 bytes a row, with an index. */
  rows: number
}

const nameOf = (index: number) => `bench_${String(index).padStart(3, '0')}`

/** Fills the database of OMS's console with rows that no two tables share. */
export async function largeTables({ metaDb, oms }: OpenSandbox, { tables, rows }: Size): Promise<void> {
  const { host, port, admin } = metaDb
  const connection = await createConnection({ host, port, ...admin, database: oms.databases.rm })
  try {
    for (let index = 0; index < tables; index += 1) {
      const name = nameOf(index)
      await connection.query(
        `create table ${name} (id bigint not null auto_increment primary key, at datetime not null, name varchar(64) not null, payload varchar(400) not null, key k_name (name))`,
      )
      await connection.query(
        `insert into ${name} (at, name, payload) select '2026-01-01' + interval seq second, md5(seq * ? + 1), concat(md5(seq * ?), repeat(md5(seq), 6)) from seq_1_to_${rows}`,
        [index + 1, index + 3],
      )
    }
  } finally {
    await connection.end()
  }
}

/** Definitions and rows of those tables as the dump tool writes them: SHA-256. */
export async function tablesText({ metaDb, oms }: OpenSandbox): Promise<string> {
  const { socketPath, admin } = metaDb
  const login = [`--socket=${socketPath}`, `--user=${admin.user}`]
  const env = { ...process.env, MYSQL_PWD: admin.password }
  const list = `select table_name from information_schema.tables where table_schema = '${oms.databases.rm}' and table_name like 'bench\\_%' order by 1`
  const { stdout } = await promisify(execFile)('mysql', [...login, '-N', '-e', list], { env })
  const dump = spawn('mysqldump', [...login, '--skip-dump-date', oms.databases.rm, ...stdout.trim().split('\n')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const hash = createHash('sha256')
  for await (const chunk of dump.stdout) hash.update(chunk as Buffer)
  const code = dump.exitCode ?? (await new Promise<number | null>((resolve) => dump.once('close', resolve)))
  if (code !== 0) throw new Error(`mysqldump ended with ${code}`)
  return hash.digest('hex')
}
