import { z } from 'zod'

export const Role = z.enum(['viewer', 'operator', 'approver', 'administrator'])
export type Role = z.infer<typeof Role>

const READS = ['installation:read', 'upgrade:read', 'logs:read'] as const
const OPERATES = [
  'inspect:read',
  'installation:edit',
  'upgrade:plan',
  'upgrade:run',
  'upgrade:rollback',
  'upgrade:schedule',
  'upgrade:sign-off',
] as const
const APPROVES = ['inspect:read', 'upgrade:approve', 'upgrade:sign-off', 'audit:read'] as const
const ADMINISTERS = ['upgrade:break-glass', 'users:manage', 'notifications:manage'] as const

export type Permission = 'upgrade:comment' | (typeof READS | typeof OPERATES | typeof APPROVES | typeof ADMINISTERS)[number]

/** The one table of who may do what. Approvers do not operate: whoever approves a plan is somebody else than its planner. */
export const ROLE_PERMISSIONS: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set([...READS, 'upgrade:comment']),
  operator: new Set([...READS, 'upgrade:comment', ...OPERATES]),
  approver: new Set([...READS, 'upgrade:comment', ...APPROVES]),
  administrator: new Set([...READS, 'upgrade:comment', ...OPERATES, ...APPROVES, ...ADMINISTERS]),
}

export function may(role: Role | null, permission: Permission): boolean {
  return role !== null && ROLE_PERMISSIONS[role].has(permission)
}

/** Roles that have the permission, for the words of a refusal. */
export function rolesWith(permission: Permission): Role[] {
  return Role.options.filter((role) => may(role, permission))
}

/** Who does something: a signed-in person, the panel itself, or nobody who is known. */
export interface Actor {
  userId: string | null
  name: string
  role: Role | null
  /** Network address; null for the panel itself. */
  address: string | null
}

/** What the panel does by itself: it goes on with runs, sends notices, starts what was scheduled. */
export const PANEL: Actor = { userId: null, name: 'panel', role: null, address: null }

/** A signed-in person as pages see them. */
export interface Person {
  id: string
  name: string
  email: string
  role: Role
  hasTwoFactor: boolean
  /** The password was chosen by somebody else: nothing but changing it is possible. */
  mustChangePassword: boolean
}
