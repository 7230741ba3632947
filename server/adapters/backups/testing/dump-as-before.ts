import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { openBackups } from '../open-backups.ts'
import { optionFile } from '../with-option-file.ts'
import { clientTools } from './client-tools.ts'

const CONTENTS = {
  data: ['--triggers=false'],
  objects: ['--no-data', '--no-create-info', '--triggers', '--routines', '--events'],
}

/** Dumps as the panel did before it kept definitions: all tables and views, or triggers, routines and events. Such files stay readable. */
export async function dumpAsBefore(login: MetaDbLogin, database: string, file: string, content: 'data' | 'objects') {
  const folder = await mkdtemp(join(tmpdir(), 'panel-old-dump-'))
  try {
    const option = join(folder, 'login.cnf')
    const { dump } = await clientTools()
    await writeFile(option, optionFile(login, dump.flavour), { mode: 0o600 })
    const always = ['--single-transaction', '--skip-lock-tables', '--skip-add-locks', '--hex-blob', '--default-character-set=utf8mb4']
    const argv = [`--defaults-file=${option}`, ...always, ...CONTENTS[content], `--result-file=${file}`, '--', database]
    await promisify(execFile)(dump.path, argv)
    return await openBackups().verify(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
