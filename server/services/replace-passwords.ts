import type { PasswordsInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { runConnectionChecks } from '../procedure/preflight/run-connection-checks.ts'
import { keepPasswords } from './keep-passwords.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** Where the form asks for what a finding of the connection test is about. */
const FIELDS: Record<string, Exclude<keyof PasswordsInput, 'installationId'>> = {
  'metaDb.password': 'metaDbPassword',
  'console.user': 'consoleUser',
  'console.password': 'consolePassword',
}

/**
 * Replaces what the panel signs in with at the MetaDB and the console, once a connection test with it passes. Codes: not-found,
 * bad-input where nothing was typed, refused with what the test found, unavailable where a password that is kept cannot be opened.
 */
export async function replacePasswords(context: ServiceContext, { installationId, ...typed }: PasswordsInput): Promise<{ done: true }> {
  const { store, cipher, world, actor } = context
  if (Object.values(typed).every((value) => value === ''))
    throw new OperatorError('bad-input', say('errors.noPasswordTyped'), { field: 'metaDbPassword' })
  const installation = await openInstallation(context, installationId, typed)
  const { findings } = await runConnectionChecks({ world, installation })
  const blocking = findings.find(({ level }) => level === 'blocking')
  if (blocking !== undefined) {
    const { title, action, raw } = blocking
    const field = FIELDS[blocking.field ?? '']
    throw new OperatorError('refused', title, {
      ...(action && { hint: action }),
      ...(raw !== undefined && { raw }),
      ...(field && { field }),
    })
  }
  await transact(store, async (tx) => {
    const before = await tx.installation.findUniqueOrThrow({ where: { id: installationId }, select: { consoleUser: true } })
    const replaced = await keepPasswords(tx, cipher, installationId, typed)
    const detail = { replaced, before, after: { consoleUser: installation.console.user } }
    const at = world.clock.now()
    await recordAudit(tx, { at, actor, action: 'installation.passwords', subject: installationId, installationId, detail })
  })
  return { done: true }
}
