import type { Permit } from '../permit.ts'

/** For tests of what is written, not of who may write. */
export const alwaysPermitted: Permit = { check() {} }
