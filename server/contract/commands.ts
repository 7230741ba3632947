import type { Permission } from './access.ts'

/** public: also without a session. signed-in: any role, also before a first password is changed. */
export type Access = Permission | 'signed-in' | 'public'

/** Every server action by the name of its file's function. An action that is not here does not compile and fails the permission walk. */
export const ACTIONS = {
  adoptInstallation: 'installation:edit',
  clearLeftover: 'upgrade:run',
  decide: 'upgrade:run',
  draftPlan: 'upgrade:plan',
  planUpgrade: 'upgrade:plan',
  rollBack: 'upgrade:rollback',
  setLocale: 'public',
  setUp: 'public',
  signIn: 'public',
  signOut: 'signed-in',
  startUpgrade: 'upgrade:run',
  testConnection: 'installation:edit',
} as const satisfies Record<string, Access>
export type ActionName = keyof typeof ACTIONS

/** Every route handler by method and path. */
export const ROUTES = {
  'GET /api/containers': 'inspect:read',
  'GET /api/containers/[id]': 'inspect:read',
  'GET /api/health': 'public',
  'GET /api/images': 'inspect:read',
  'POST /api/images/upload': 'upgrade:plan',
  'GET /api/installations': 'installation:read',
  'GET /api/installations/[id]': 'installation:read',
  'GET /api/installations/[id]/durations': 'upgrade:read',
  'GET /api/upgrades': 'upgrade:read',
  'GET /api/upgrades/choices': 'upgrade:read',
  'GET /api/upgrades/export': 'upgrade:read',
  'GET /api/upgrades/now': 'upgrade:read',
  'GET /api/upgrades/[id]': 'upgrade:read',
  'GET /api/upgrades/[id]/events': 'logs:read',
  'GET /api/upgrades/[id]/leftover': 'inspect:read',
  'GET /api/upgrades/[id]/log': 'logs:read',
  'GET /api/upgrades/[id]/rollback': 'inspect:read',
  'GET /api/upgrades/[id]/servers': 'upgrade:read',
} as const satisfies Record<string, Access>
export type RouteName = keyof typeof ROUTES
