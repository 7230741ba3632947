import type { Actor, Role } from '../../contract/access.ts'

/** A person with a role; without one, an administrator. */
export function somebody(name: string, role: Role = 'administrator'): Actor {
  return { userId: `user-${name.replaceAll(' ', '-')}`, name, role, address: '192.0.2.7' }
}
