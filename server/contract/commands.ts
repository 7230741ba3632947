import type { Permission } from './access.ts'

/** public: also without a session. signed-in: any role, also before a first password is changed. */
export type Access = Permission | 'signed-in' | 'public'

/** Every server action by the name of its file's function. An action that is not here does not compile and fails the permission walk. */
export const ACTIONS = {
  addComment: 'upgrade:comment',
  addPerson: 'users:manage',
  adoptInstallation: 'installation:edit',
  beginTwoFactor: 'signed-in',
  changePassword: 'signed-in',
  changeRole: 'users:manage',
  clearLeftover: 'upgrade:run',
  confirmTwoFactor: 'signed-in',
  decide: 'upgrade:run',
  draftPlan: 'upgrade:plan',
  endMySessions: 'signed-in',
  endSessions: 'users:manage',
  endTwoFactor: 'signed-in',
  giveSignOff: 'upgrade:sign-off',
  planUpgrade: 'upgrade:plan',
  removeComment: 'upgrade:comment',
  removePerson: 'users:manage',
  renewRecoveryCodes: 'signed-in',
  resetPassword: 'users:manage',
  resetTwoFactor: 'users:manage',
  rollBack: 'upgrade:rollback',
  setLocale: 'public',
  setUp: 'public',
  signIn: 'public',
  signInCode: 'public',
  signOut: 'signed-in',
  startUpgrade: 'upgrade:run',
  takeBackSignOff: 'upgrade:sign-off',
  testConnection: 'installation:edit',
} as const satisfies Record<string, Access>
export type ActionName = keyof typeof ACTIONS

/** Every route handler by method and path. */
export const ROUTES = {
  'GET /api/account': 'signed-in',
  'GET /api/audit': 'audit:read',
  'GET /api/audit/chain': 'audit:read',
  'GET /api/audit/export': 'audit:read',
  'GET /api/containers': 'inspect:read',
  'GET /api/containers/[id]': 'inspect:read',
  'GET /api/health': 'public',
  'GET /api/images': 'inspect:read',
  'POST /api/images/upload': 'upgrade:plan',
  'GET /api/installations': 'installation:read',
  'GET /api/installations/[id]': 'installation:read',
  'GET /api/people': 'users:manage',
  'GET /api/runs': 'upgrade:read',
  'GET /api/session': 'signed-in',
  'GET /api/upgrades': 'upgrade:read',
  'GET /api/upgrades/[id]': 'upgrade:read',
  'GET /api/upgrades/[id]/events': 'logs:read',
  'GET /api/upgrades/[id]/leftover': 'inspect:read',
  'GET /api/upgrades/[id]/log': 'logs:read',
  'GET /api/upgrades/[id]/report': 'upgrade:read',
  'GET /api/upgrades/[id]/review': 'upgrade:read',
  'GET /api/upgrades/[id]/rollback': 'inspect:read',
  'GET /api/upgrades/[id]/servers': 'upgrade:read',
  'GET /api/upgrades/compare': 'upgrade:read',
} as const satisfies Record<string, Access>
export type RouteName = keyof typeof ROUTES
