import type { ActionGroup } from './audit.ts'
import type { ActionName } from './commands.ts'

/** Every action that a row of the trail can name, by the group it is filtered by. Texts: `audit.actions`, with `_` for each dot. */
export const AUDIT_ACTIONS: Record<Exclude<ActionGroup, 'read' | 'other'>, readonly string[]> = {
  installation: ['installation.adopt', 'installation.policy'],
  window: ['window.add', 'window.change', 'window.remove'],
  upgrade: [
    'upgrade.plan',
    'upgrade.start',
    'upgrade.retry',
    'upgrade.check',
    'upgrade.skip',
    'upgrade.hold',
    'upgrade.abort',
    'upgrade.continue',
    'upgrade.finalize',
    'upgrade.roll-back',
  ],
  run: ['run.succeeded', 'run.failed', 'run.interrupted', 'run.held'],
  leftover: ['leftover.rename', 'leftover.remove', 'leftover.rename.proven', 'leftover.remove.proven'],
  approval: ['approval.requested', 'approval.give', 'approval.refuse', 'approval.void', 'approval.break-glass'],
  schedule: ['schedule.set', 'schedule.cancel', 'schedule.missed'],
  comment: ['comment.add', 'comment.remove', 'sign-off.give', 'sign-off.take-back'],
  session: ['session.begin', 'session.end', 'session.revoke'],
  account: ['account.password', 'account.two-factor-on', 'account.two-factor-off', 'account.recovery-codes'],
  user: ['user.set-up', 'user.add', 'user.role', 'user.reset-password', 'user.reset-two-factor', 'user.remove'],
  channel: ['channel.add', 'channel.change', 'channel.remove', 'channel.test'],
  store: ['key.rotate', 'store.backup', 'store.restore'],
  audit: ['audit.export'],
}

/** Where a refused attempt belongs: it carries the name of its command. Commands that are not here are found under `other`. */
export const REFUSED_COMMANDS: Partial<Record<ActionName, ActionGroup>> = {
  adoptInstallation: 'installation',
  testConnection: 'installation',
  clearLeftover: 'leftover',
  decide: 'upgrade',
  draftPlan: 'upgrade',
  planUpgrade: 'upgrade',
  rollBack: 'upgrade',
  startUpgrade: 'upgrade',
  setUp: 'user',
  signIn: 'session',
  signOut: 'session',
}
