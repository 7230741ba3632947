/** A part that this machine cannot get: its tests are named as not run, and nothing fails because of it. */
export class NotReachable extends Error {}
