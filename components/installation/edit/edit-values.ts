import { callsConsole, DEFAULT_CONSOLE_ACTIONS, EditInput, type InstallationView } from '@/server/contract/installation.ts'
import { type AdoptField, adoptField } from '../adopt/adopt-fields.ts'
import { adoptInput } from '../adopt/adopt-input.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'

/** The fields of an adoption, and what only an installation that is known has. */
export interface EditValues extends AdoptValues {
  hostIp: string
}

export type EditField = AdoptField | 'hostIp'

/** The input that a path belongs to. */
export function editField(path: string | undefined): EditField | undefined {
  return path === 'hostIp' ? 'hostIp' : adoptField(path)
}

/** The form as the installation is now; its passwords stay on the server. */
export function editValues(installation: InstallationView): EditValues {
  const { name, version, edition, metaDb, console, backupFolder, nodes } = installation
  return {
    containerId: nodes[0]?.containerId ?? '',
    hostIp: nodes[0]?.hostIp ?? '',
    name,
    version,
    edition,
    metaDb: {
      host: metaDb.host,
      port: String(metaDb.port),
      user: metaDb.user,
      passwordFrom: 'stored',
      password: '',
      tls: { mode: metaDb.tls.mode, ca: metaDb.tls.mode === 'verified' ? metaDb.tls.ca : '' },
    },
    console: {
      driver: console.driver,
      url: console.url,
      user: console.user,
      password: '',
      actions: console.actions ?? DEFAULT_CONSOLE_ACTIONS,
      calls: console.calls,
    },
    backupFolder,
  }
}

type Checked = { ok: true; input: EditInput } | { ok: false; wrong: EditField[] }

/** The server's own rules, and what the form alone can know: a password that has to be typed. */
export function checkEdit(installationId: string, values: EditValues): Checked {
  const wrong = new Set<EditField>()
  const { passwordFrom, password } = values.metaDb
  const input = adoptInput(values)
  const metaDb = { ...input.metaDb, passwordFrom, password: passwordFrom === 'typed' ? password : '' }
  const parsed = EditInput.safeParse({ ...input, metaDb, installationId })
  for (const issue of parsed.error?.issues ?? []) {
    const field = editField(issue.path.join('.'))
    if (field !== undefined) wrong.add(field)
  }
  if (passwordFrom === 'typed' && password === '') wrong.add('metaDb.password')
  if (callsConsole(values.console.driver) && values.console.user.trim() === '') wrong.add('console.user')
  return parsed.success && wrong.size === 0 ? { ok: true, input: parsed.data } : { ok: false, wrong: [...wrong] }
}
